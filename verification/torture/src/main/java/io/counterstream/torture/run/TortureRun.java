package io.counterstream.torture.run;

import io.counterstream.audit.Audit;
import io.counterstream.testkit.audit.ObservedOutcomes;
import io.counterstream.testkit.client.TopicReader;
import io.counterstream.torture.cluster.Children;
import io.counterstream.torture.cluster.LogOperator;
import io.counterstream.torture.evidence.CommandArchive;
import io.counterstream.torture.evidence.HistoryFile;
import io.counterstream.torture.load.CallLog;
import io.counterstream.torture.load.CommandLogs;
import io.counterstream.torture.load.Observer;
import io.counterstream.torture.load.TortureLoad;
import io.counterstream.torture.schedule.Recovery;
import io.counterstream.torture.schedule.Schedule;
import io.counterstream.torture.table.TableEditor;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;

/** One run, from the start of the servers to the report. */
final class TortureRun {
  private static final Duration WARM_UP_MAX = Duration.ofSeconds(180);
  private static final Duration DRAIN_MAX = Duration.ofSeconds(180);
  private static final Duration CLOSED_MAX = Duration.ofSeconds(60);
  private static final String COMMANDS = TortureDeployment.TOPICS.commands();
  private static final long STATUS_MILLIS = 10_000;
  private static final long POLL_MILLIS = 200;
  private static final long WARM = 300;

  private final RunSettings settings;
  private final Console console;

  TortureRun(RunSettings settings, Console console) {
    this.settings = settings;
    this.console = console;
  }

  /**
   * Runs it.
   *
   * @param children starts the processes; the caller closes it
   * @throws IllegalStateException if the run could not be completed, which says nothing about the
   *     guarantee
   */
  Report run(Children children) throws InterruptedException {
    Audit audit = new Audit();
    CallLog calls = new CallLog();
    CommandLogs logs = new CommandLogs();
    ObservedOutcomes outcomes = logs.outcomes(TortureDeployment.TOPICS);
    SplittableRandom random = new SplittableRandom(settings.seed());
    try (TortureDeployment deployment = TortureDeployment.start(settings, children, console);
        LogOperator operator = operator(deployment);
        TableEditor editor = new TableEditor(deployment.tableEndpoint(), TortureDeployment.TABLE);
        TortureLoad load = new TortureLoad(
            deployment.brokers().bootstrapServers(),
            COMMANDS,
            settings.perSecond(),
            random,
            calls);
        Observer observer = new Observer(
            deployment.brokers().bootstrapServers(), outcomes, outcomePartitions(), calls, load)) {
      logs.begin(operator.topicId(), 0);
      CommandArchive archive = archive(deployment, logs, audit);
      load.start();
      warmUp(calls, observer);
      load.speedUp();
      LogActions logActions = new LogActions(
          deployment, operator, new LogActions.Clients(load, calls, logs, archive), console);
      FaultActions actions =
          new FaultActions(deployment, new ItemActions(editor), logActions, load, console);
      injectFaults(actions, calls, observer);
      editor.cureAll();
      TopicReader reader = new TopicReader(deployment.brokers().bootstrapServers());
      Liveness liveness = drain(deployment, load, observer, new Observed(calls, archive, reader));
      Evidence evidence = Evidence.gather(
          audit, archive, new Evidence.ObservedRun(calls, outcomes), reader, editor);
      requireAll(calls.sentCount() - load.failures(), evidence.report().counts().commands());
      settings.history().ifPresent(file -> HistoryFile.write(file, audit, editor.writes()));
      return report(deployment, evidence, liveness, actions);
    }
  }

  private Report report(
      TortureDeployment deployment, Evidence evidence, Liveness liveness, FaultActions actions) {
    return new Report(
        settings,
        new Recovery(evidence.calls()).byKind(actions.injected()),
        deployment.proxy().counts(),
        evidence,
        liveness,
        new Report.Processors(deployment.ownEnds(), actions.violations(), actions.stepsClocks()));
  }

  private static CommandArchive archive(
      TortureDeployment deployment, CommandLogs logs, Audit audit) {
    return new CommandArchive(
        deployment.brokers().bootstrapServers(),
        COMMANDS,
        TortureDeployment.PARTITIONS,
        logs,
        audit);
  }

  private static LogOperator operator(TortureDeployment deployment) {
    return new LogOperator(
        deployment.brokers().bootstrapServers(),
        COMMANDS,
        TortureDeployment.PARTITIONS,
        TortureDeployment.GROUP);
  }

  private static List<TopicPartition> outcomePartitions() {
    return Evidence.outcomeTopics(TortureDeployment.TOPICS).stream()
        .flatMap(topic -> IntStream.range(0, TortureDeployment.PARTITIONS)
            .mapToObj(partition -> new TopicPartition(topic, partition)))
        .toList();
  }

  /** Otherwise brokers have lost commands; the guarantee applies to commands in the log. */
  private static void requireAll(long acknowledged, long found) {
    if (found < acknowledged) {
      throw new IllegalStateException(
          "the brokers acknowledged %,d records, but only %,d are in the topic"
              .formatted(acknowledged, found));
    }
  }

  private void warmUp(CallLog calls, Observer observer) throws InterruptedException {
    long deadline = System.nanoTime() + WARM_UP_MAX.toNanos();
    while (calls.receivedCount() < WARM) {
      observer.check();
      if (System.nanoTime() - deadline > 0) {
        throw new IllegalStateException("only %d of %d commands had an outcome in the first %s"
            .formatted(calls.receivedCount(), calls.sentCount(), Console.seconds(WARM_UP_MAX)));
      }
      Thread.sleep(POLL_MILLIS);
    }
    console.say("clients", "outcomes arrive; the faults start");
  }

  private void injectFaults(FaultActions actions, CallLog calls, Observer observer)
      throws InterruptedException {
    Schedule schedule = Schedule.of(settings.seed(), settings.duration());
    FaultTracks tracks =
        FaultTracks.start(schedule, settings.duration(), actions, calls::receivedCount);
    while (!tracks.left().isZero()) {
      Thread.sleep(Math.min(STATUS_MILLIS, tracks.left().toMillis() + 1));
      tracks.check();
      observer.check();
      status(calls);
    }
    tracks.join();
  }

  private void status(CallLog calls) {
    long sent = calls.sentCount();
    long received = calls.receivedCount();
    console.say(
        "clients",
        "sent %,d, outcomes %,d, waiting %,d".formatted(sent, received, sent - received));
  }

  /** Waits until every command has an outcome, or no more outcomes can be expected. */
  private Liveness drain(
      TortureDeployment deployment, TortureLoad load, Observer observer, Observed observed)
      throws InterruptedException {
    console.say("all", "the faults are over; restoring, then waiting for the last outcomes");
    deployment.heal();
    Liveness liveness = Liveness.measure(load, deployment);
    load.stop();
    observed.archive.readOn();
    long deadline = System.nanoTime() + DRAIN_MAX.toNanos();
    while (!observed.archive.waiting(observed.calls).isEmpty()
        && System.nanoTime() - deadline < 0) {
      observer.check();
      Thread.sleep(POLL_MILLIS);
    }
    status(observed.calls);
    deployment.stopProcessors();
    observed.reader.awaitClosedTransactions(
        Evidence.outcomeTopics(TortureDeployment.TOPICS), CLOSED_MAX);
    if (load.failures() > 0) {
      console.say("clients", load.failures() + " sends failed");
    }
    console.say("all", "reading the topics and the table for the audit");
    return liveness;
  }

  /**
   * What is known of the commands.
   *
   * @param calls when they were sent and had outcomes
   * @param archive those that were in the log
   * @param reader reads the topics
   */
  private record Observed(CallLog calls, CommandArchive archive, TopicReader reader) {}
}
