package io.counterstream.benchmarks;

import io.counterstream.benchmarks.Fixtures.Fixture;
import io.counterstream.benchmarks.contender.Contender;
import io.counterstream.benchmarks.contender.ContenderJvm;
import io.counterstream.benchmarks.contender.ContenderJvm.Signal;
import io.counterstream.benchmarks.measure.ExpectedOutcomes;
import io.counterstream.benchmarks.measure.Meter;
import io.counterstream.benchmarks.measure.PartitionGaps;
import io.counterstream.benchmarks.measure.StreamsGroup;
import io.counterstream.benchmarks.measure.WorkloadProducer;
import io.counterstream.benchmarks.report.Event;
import io.counterstream.benchmarks.report.HandoverRow;
import io.counterstream.workload.Pace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Instances of a contender in JVMs of their own, which share the partitions under a load. */
final class HandoverRun implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int INSTANCES = 2;

  private final Contender contender;
  private final HandoverPlan plan;
  private final Fixture fixture;
  private final List<String> jvmOptions;
  private final List<ContenderJvm> instances = new ArrayList<>();
  private final WorkloadProducer producer;
  private final Meter meter;

  /** Prepares a run on topics that nobody reads yet. */
  HandoverRun(Contender contender, HandoverPlan plan, Fixture fixture, List<String> jvmOptions) {
    this.contender = contender;
    this.plan = plan;
    this.fixture = fixture;
    this.jvmOptions = jvmOptions;
    producer = fixture.producer();
    meter = fixture.meter();
  }

  /** Starts two instances and lets them process as fast as they can, with few commands waiting. */
  void warmUp() throws InterruptedException {
    while (instances.size() < INSTANCES) {
      launch();
    }
    awaitShared(INSTANCES);
    long end = System.nanoTime() + plan.warmUp().toNanos();
    producer.feed(SteadyRun.WARM_UP_AHEAD, meter, () -> System.nanoTime() >= end);
    awaitOutcomes();
    Compilers.awaitIdle(instances, plan.warmUp());
  }

  /** Sends a load to the instances, lets an event happen, and watches the outcomes. */
  HandoverRow measure(Event event, int perSecond) throws InterruptedException {
    PartitionGaps gaps = new PartitionGaps(new Pace(perSecond));
    meter.watch(producer.sent(), gaps);
    Load load = new Load(gaps.pace());
    try {
      Thread.sleep(SteadyRun.SETTLING.toMillis());
      gaps.restart();
      long endNanos = System.nanoTime() + plan.after().toNanos();
      happen(event);
      Thread.sleep(Math.max(0, (endNanos - System.nanoTime()) / 1_000_000));
    } finally {
      load.stop();
    }
    // A partition that still has no outcome has the longest time without one.
    awaitOutcomes();
    return new HandoverRow(
        event,
        perSecond,
        contender.label(),
        gaps.longestMillis(),
        gaps.medianMillis(),
        gaps.waits().millisAt(100));
  }

  /** Commands at a constant rate, whatever the outcomes do, until it is stopped. */
  private final class Load {
    private final Thread thread;
    private volatile boolean stopped;

    Load(Pace pace) {
      thread = new Thread(() -> producer.send(pace, () -> stopped), "load");
      thread.start();
    }

    void stop() throws InterruptedException {
      stopped = true;
      thread.join();
    }
  }

  private void happen(Event event) throws InterruptedException {
    switch (event) {
      case SIGTERM -> instances.remove(0).signal(Signal.TERM);
      case KILL -> instances.remove(0).signal(Signal.KILL);
      case RESTART -> {
        for (int i = 0; i < INSTANCES; i++) {
          ContenderJvm stopped = instances.remove(0);
          stopped.signal(Signal.TERM);
          stopped.awaitExit();
          launch();
          awaitShared(INSTANCES);
        }
      }
      case FREEZE -> {
        instances.get(0).signal(Signal.STOP);
        try {
          Thread.sleep(plan.frozen().toMillis());
        } finally {
          instances.get(0).signal(Signal.CONT);
        }
      }
      default -> { // JOIN
        launch();
        awaitShared(INSTANCES + 1);
      }
    }
  }

  private void launch() {
    ContenderJvm jvm = ContenderJvm.launch(contender, jvmOptions);
    instances.add(jvm);
    jvm.start(fixture.assignment());
  }

  private void awaitShared(int processors) throws InterruptedException {
    StreamsGroup.awaitShared(
        fixture.assignment().bootstrapServers(), fixture.assignment().name(), processors, PATIENCE);
  }

  /** Waits for all outcomes, stops the instances and checks the outcomes. */
  void finish() throws InterruptedException {
    awaitOutcomes();
    instances.forEach(ContenderJvm::stop);
    if (contender == Contender.COUNTERSTREAM) {
      List<String> faults = ExpectedOutcomes.of(fixture.workload(), producer.sent())
          .faults(fixture.assignment().bootstrapServers(), fixture.assignment().topics());
      if (!faults.isEmpty()) {
        throw new IllegalStateException("wrong outcomes: " + String.join("; ", faults));
      }
    }
  }

  private void awaitOutcomes() throws InterruptedException {
    long received = meter.await(producer.sent(), PATIENCE).count();
    if (received < producer.sent()) {
      throw new IllegalStateException(received + " outcomes were received for " + producer.sent()
          + " commands, " + PATIENCE.toSeconds() + " s after the last");
    }
  }

  @Override
  public void close() {
    instances.forEach(ContenderJvm::close);
    producer.close();
    meter.close();
  }
}
