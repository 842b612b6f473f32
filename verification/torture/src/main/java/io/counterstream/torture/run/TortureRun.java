package io.counterstream.torture.run;

import io.counterstream.testkit.client.TopicReader;
import io.counterstream.torture.cluster.Children;
import io.counterstream.torture.load.CallLog;
import io.counterstream.torture.load.Observer;
import io.counterstream.torture.load.TortureLoad;
import io.counterstream.torture.schedule.Recovery;
import io.counterstream.torture.schedule.Schedule;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

/** One run, from the start of the servers to the report. */
final class TortureRun {
  private static final Duration WARM_UP_MAX = Duration.ofSeconds(180);
  private static final Duration DRAIN_MAX = Duration.ofSeconds(180);
  private static final Duration CLOSED_MAX = Duration.ofSeconds(60);
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
    CallLog calls = new CallLog();
    SplittableRandom random = new SplittableRandom(settings.seed());
    try (TortureDeployment deployment = TortureDeployment.start(settings, children, console);
        TableEditor editor = new TableEditor(deployment.tableEndpoint());
        TortureLoad load = new TortureLoad(
            deployment.brokers().bootstrapServers(),
            TortureDeployment.TOPICS.commands(),
            settings.perSecond(),
            random,
            calls);
        Observer observer = new Observer(
            deployment.brokers().bootstrapServers(),
            TortureDeployment.TOPICS,
            TortureDeployment.PARTITIONS,
            calls,
            load)) {
      load.start();
      warmUp(calls, observer);
      load.speedUp();
      FaultActions actions = new FaultActions(deployment, editor, load, console);
      injectFaults(actions, calls, observer);
      TopicReader reader = new TopicReader(deployment.brokers().bootstrapServers());
      drain(deployment, load, observer, calls, reader);
      Evidence evidence = Evidence.gather(reader, TortureDeployment.TOPICS, calls, editor);
      requireAll(calls.sentCount() - load.failures(), evidence.report().counts().commands());
      return new Report(
          settings.seed(),
          settings.duration(),
          new Recovery(evidence.calls()).byKind(actions.injected()),
          deployment.proxy().counts(),
          evidence,
          deployment.ownEnds());
    }
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
  private void drain(
      TortureDeployment deployment,
      TortureLoad load,
      Observer observer,
      CallLog calls,
      TopicReader reader)
      throws InterruptedException {
    console.say("all", "the faults are over; restoring, then waiting for the last outcomes");
    deployment.heal();
    load.stop();
    long commands = reader.ends(List.of(TortureDeployment.TOPICS.commands())).values().stream()
        .mapToLong(Long::longValue)
        .sum();
    long deadline = System.nanoTime() + DRAIN_MAX.toNanos();
    while (calls.receivedCount() < commands && System.nanoTime() - deadline < 0) {
      observer.check();
      Thread.sleep(POLL_MILLIS);
    }
    status(calls);
    deployment.stopProcessors();
    reader.awaitClosedTransactions(Evidence.outcomeTopics(TortureDeployment.TOPICS), CLOSED_MAX);
    if (load.failures() > 0) {
      console.say("clients", load.failures() + " sends failed");
    }
    console.say("all", "reading the topics and the table for the audit");
  }
}
