package io.counterstream.torture.run;

import io.counterstream.torture.cluster.Children;
import io.counterstream.torture.load.Ledger;
import io.counterstream.torture.load.Load;
import io.counterstream.torture.load.Observer;
import io.counterstream.torture.schedule.Recovery;
import io.counterstream.torture.schedule.Schedule;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

/** One run, from the start of the servers to the report. */
final class Run {
  private static final Duration WARM_UP_MAX = Duration.ofSeconds(180);
  private static final Duration DRAIN_MAX = Duration.ofSeconds(180);
  private static final Duration CLOSED_MAX = Duration.ofSeconds(60);
  private static final long STATUS_MILLIS = 10_000;
  private static final long POLL_MILLIS = 200;
  private static final long WARM = 300;

  private final RunSettings settings;
  private final Console console;

  Run(RunSettings settings, Console console) {
    this.settings = settings;
    this.console = console;
  }

  /**
   * Runs it.
   *
   * @param children to start processes with; the caller closes it
   * @throws IllegalStateException if the run could not be done, which says nothing about the
   *     guarantee
   */
  Report run(Children children) throws InterruptedException {
    Ledger ledger = new Ledger();
    SplittableRandom random = new SplittableRandom(settings.seed());
    try (Deployment deployment = Deployment.start(settings, children, console);
        TableEditor editor = new TableEditor(deployment.tableEndpoint());
        Load load = new Load(
            deployment.brokers().bootstrapServers(),
            Deployment.TOPICS.commands(),
            settings.perSecond(),
            random,
            ledger);
        Observer observer = new Observer(
            deployment.brokers().bootstrapServers(),
            Deployment.TOPICS,
            Deployment.PARTITIONS,
            ledger,
            load)) {
      load.start();
      warmUp(ledger, observer);
      load.speedUp();
      FaultActions actions = new FaultActions(deployment, editor, load, console);
      torture(actions, ledger, observer);
      TopicReader reader =
          new TopicReader(deployment.brokers().bootstrapServers(), Deployment.PARTITIONS);
      drain(deployment, load, observer, ledger, reader);
      Evidence evidence = Evidence.gather(reader, Deployment.TOPICS, ledger, editor);
      requireAll(
          ledger.sentCount() - load.failures(), evidence.report().counts().commands());
      return new Report(
          settings.seed(),
          settings.duration(),
          new Recovery(evidence.calls()).byKind(actions.happened()),
          deployment.proxy().treated(),
          evidence,
          deployment.ownEnds());
    }
  }

  /** Else brokers have lost commands, and the guarantee begins where those are in the log. */
  private static void requireAll(long acknowledged, long found) {
    if (found < acknowledged) {
      throw new IllegalStateException("the brokers acknowledged %,d records, but only %,d are there"
          .formatted(acknowledged, found));
    }
  }

  private void warmUp(Ledger ledger, Observer observer) throws InterruptedException {
    long deadline = System.nanoTime() + WARM_UP_MAX.toNanos();
    while (ledger.answered() < WARM) {
      observer.check();
      if (System.nanoTime() - deadline > 0) {
        throw new IllegalStateException("only %d of %d commands were answered in the first %s"
            .formatted(ledger.answered(), ledger.sentCount(), Console.seconds(WARM_UP_MAX)));
      }
      Thread.sleep(POLL_MILLIS);
    }
    console.say("clients", "answers come; now the faults");
  }

  private void torture(FaultActions actions, Ledger ledger, Observer observer)
      throws InterruptedException {
    Schedule schedule = Schedule.of(settings.seed(), settings.duration());
    FaultTracks lanes = FaultTracks.start(schedule, settings.duration(), actions, ledger::answered);
    while (!lanes.left().isZero()) {
      Thread.sleep(Math.min(STATUS_MILLIS, lanes.left().toMillis() + 1));
      lanes.check();
      observer.check();
      status(ledger);
    }
    lanes.join();
  }

  private void status(Ledger ledger) {
    long sent = ledger.sentCount();
    long answered = ledger.answered();
    console.say(
        "clients",
        "sent %,d, answered %,d, waiting %,d".formatted(sent, answered, sent - answered));
  }

  /** Until everything is answered, or nothing more is to be expected. */
  private void drain(
      Deployment deployment, Load load, Observer observer, Ledger ledger, TopicReader reader)
      throws InterruptedException {
    console.say("all", "the faults are over; healing, then waiting for the last answers");
    deployment.heal();
    load.stop();
    long commands = reader.count(List.of(Deployment.TOPICS.commands()));
    long deadline = System.nanoTime() + DRAIN_MAX.toNanos();
    while (ledger.answered() < commands && System.nanoTime() - deadline < 0) {
      observer.check();
      Thread.sleep(POLL_MILLIS);
    }
    status(ledger);
    deployment.stopProcessors();
    reader.awaitClosedTransactions(Evidence.resultTopics(Deployment.TOPICS), CLOSED_MAX);
    if (load.failures() > 0) {
      console.say("clients", load.failures() + " sends failed");
    }
    console.say("all", "reading the topics and the table for the audit");
  }
}
