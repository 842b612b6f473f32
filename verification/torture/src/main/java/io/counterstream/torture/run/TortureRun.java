package io.counterstream.torture.run;

import io.counterstream.audit.Audit;
import io.counterstream.processor.repeats.RepeatSettings;
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
import io.counterstream.torture.table.ItemObstacle;
import io.counterstream.torture.table.TableEditor;
import io.counterstream.torture.transactions.RawLogs;
import io.counterstream.torture.transactions.TornTransactions;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;

/** One run, from the start of the servers to the report. */
final class TortureRun {
  private static final Duration WARM_UP_MAX = Duration.ofSeconds(180);
  private static final Duration DRAIN_MAX = Duration.ofSeconds(180);

  /** How long the outcomes of one transaction may be read after each other. */
  private static final Duration SETTLE = Duration.ofSeconds(5);

  private static final Duration CLOSED_MAX = Duration.ofSeconds(60);
  private static final String COMMANDS = TortureDeployment.TOPICS.commands();

  /** The topics that transactions of the processors write to. */
  private static final List<String> TRANSACTIONAL = Stream.concat(
          Evidence.outcomeTopics(TortureDeployment.TOPICS).stream(),
          Stream.of("__consumer_offsets"))
      .toList();

  private static final String TABLE = TortureDeployment.TABLE;
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
    audit.repeatsWindow(RepeatSettings.WINDOW_DEFAULT, RepeatSettings.WINDOW_DEFAULT);
    CallLog calls = new CallLog();
    CommandLogs logs = new CommandLogs();
    ObservedOutcomes outcomes = logs.outcomes(TortureDeployment.TOPICS);
    SplittableRandom random = new SplittableRandom(settings.seed());
    try (TortureDeployment deployment = TortureDeployment.start(settings, children, console);
        LogOperator operator = operator(deployment);
        TableEditor editor = new TableEditor(deployment.tableEndpoint(), TortureDeployment.TABLE);
        ItemObstacle obstacle =
            new ItemObstacle(deployment.tableEndpoint(), TortureDeployment.TABLE);
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
      LogActions.Clients clients = new LogActions.Clients(load, calls, logs, archive);
      OperatorActions operators = new OperatorActions(
          new ItemActions(editor, load.temporary()),
          new HoldActions(deployment, obstacle, clients, console),
          new LogActions(deployment, operator, clients, console),
          console);
      FaultActions actions = new FaultActions(deployment, operators, load, console);
      injectFaults(actions, calls, observer);
      editor.cureAll();
      Observed observed = new Observed(audit, calls, outcomes, archive, reader(deployment));
      Liveness liveness = drain(deployment, load, observer, observed);
      requireAll(calls.sentCount() - load.failures(), archive.commands().size());
      return report(deployment, actions, liveness, observed, editor);
    }
  }

  private static TopicReader reader(TortureDeployment deployment) {
    return new TopicReader(deployment.brokers().bootstrapServers());
  }

  private Report report(
      TortureDeployment deployment,
      FaultActions actions,
      Liveness liveness,
      Observed observed,
      TableEditor editor) {
    Evidence evidence = Evidence.gather(
        observed.audit,
        observed.archive,
        new Evidence.ObservedRun(
            observed.calls, observed.outcomes, observed.reader, torn(deployment)),
        editor);
    settings.history().ifPresent(file -> HistoryFile.write(file, observed.audit, editor.writes()));
    return new Report(
        settings,
        new Recovery(evidence.calls()).byKind(actions.injected()),
        new Report.Network(deployment.proxy().counts(), deployment.brokers().connectionCounts()),
        evidence,
        liveness,
        new Report.Processors(deployment.ownEnds(), actions.violations(), actions.stepsClocks()));
  }

  private static TornTransactions torn(TortureDeployment deployment) {
    return new RawLogs(deployment.brokers().logs(TRANSACTIONAL)).torn();
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
    Schedule schedule = Schedule.of(settings.seed(), settings.duration(), settings.kinds());
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

  /** Restores everything, and waits for the outcomes. */
  private Liveness drain(
      TortureDeployment deployment, TortureLoad load, Observer observer, Observed observed)
      throws InterruptedException {
    console.say("all", "the faults are over; restoring, then waiting for the last outcomes");
    deployment.heal();
    Liveness liveness = Liveness.measure(load, deployment);
    int last = load.stop(TortureDeployment.PARTITIONS);
    observed.archive.readOn();
    awaitOutcomes(load, last, observer, observed);
    status(observed.calls);
    deployment.stopProcessors();
    endTransactions(deployment, observed.reader);
    if (load.failures() > 0) {
      console.say("clients", load.failures() + " sends failed");
    }
    console.say("all", "reading the topics and the table for the audit");
    return liveness;
  }

  /**
   * Waits until every command has an outcome, or no more can be expected: a command has its outcome
   * in the same transaction as the last one of its partition, or in an earlier one.
   */
  private static void awaitOutcomes(
      TortureLoad load, int last, Observer observer, Observed observed)
      throws InterruptedException {
    long deadline = System.nanoTime() + DRAIN_MAX.toNanos();
    boolean settling = false;
    while (!observed.archive.waiting(observed.calls).isEmpty()
        && System.nanoTime() - deadline < 0) {
      observer.check();
      if (!settling && load.probes().haveOutcomes(last, TortureDeployment.PARTITIONS)) {
        settling = true;
        deadline = System.nanoTime() + SETTLE.toNanos();
      }
      Thread.sleep(POLL_MILLIS);
    }
  }

  /** Waits until all have ended; then those that are open are ones that Kafka forgot to end. */
  private void endTransactions(TortureDeployment deployment, TopicReader reader) {
    List<String> topics = Evidence.outcomeTopics(TortureDeployment.TOPICS);
    try {
      reader.awaitClosedTransactions(topics, CLOSED_MAX);
    } catch (IllegalStateException hanging) {
      deployment
          .brokers()
          .abortHanging(outcomePartitions())
          .forEach(aborted -> console.say("kafka", aborted));
      reader.awaitClosedTransactions(topics, CLOSED_MAX);
    }
  }

  /**
   * What is known of the commands.
   *
   * @param audit judges them
   * @param calls when they were sent and had outcomes
   * @param outcomes decodes outcomes and dead letters
   * @param archive those that were in the log
   * @param reader reads the topics
   */
  private record Observed(
      Audit audit,
      CallLog calls,
      ObservedOutcomes outcomes,
      CommandArchive archive,
      TopicReader reader) {}
}
