package io.counterstream.benchmarks;

import io.counterstream.benchmarks.Experiment.Kind;
import io.counterstream.benchmarks.Fixtures.Fixture;
import io.counterstream.benchmarks.contender.Contender;
import io.counterstream.benchmarks.contender.ContenderJvm;
import io.counterstream.benchmarks.contender.Usage;
import io.counterstream.benchmarks.measure.ExpectedOutcomes;
import io.counterstream.benchmarks.measure.MachineLoad;
import io.counterstream.benchmarks.measure.Meter;
import io.counterstream.benchmarks.measure.Meter.Progress;
import io.counterstream.benchmarks.measure.StreamsGroup;
import io.counterstream.benchmarks.measure.WorkloadProducer;
import io.counterstream.benchmarks.report.Metric;
import io.counterstream.benchmarks.report.Sample;
import io.counterstream.workload.Pace;
import io.counterstream.workload.RoundTrips;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.BooleanSupplier;

/**
 * Measures a contender that consumes a command topic.
 *
 * <p>One repetition: the commands are produced while the contender is stopped, and all compilers
 * get time to finish. Then the contender starts, and the meter counts committed outcomes until all
 * are received; the middle half of them is timed. Then more commands are sent at a low rate, for
 * the latency. Finally all outcomes are read and checked.
 */
final class StreamRunner implements Runner {
  private static final int AHEAD = 200_000;

  /** With single commands, few share a put or a commit, in the warm-up as well. */
  private static final int AHEAD_WHEN_PACED = 16;

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Experiment experiment;
  private final Contender contender;
  private final List<ContenderJvm> jvms;
  private final Plan plan;
  private final Fixtures fixtures;
  private final Session session;
  private final Duration warmUp;
  private int commands;

  /** Measures in these JVMs; several JVMs share the partitions. */
  StreamRunner(
      Experiment experiment, Contender contender, List<ContenderJvm> jvms, Session session) {
    this.experiment = experiment;
    this.contender = contender;
    this.jvms = List.copyOf(jvms);
    this.plan = session.plan();
    this.fixtures = session.fixtures();
    this.session = session;
    // Two processors have JVMs of their own, which are not warm.
    this.warmUp =
        experiment.kind() == Kind.DRAIN_WITH_TWO ? plan.warmUp() : session.warmUpOf(contender);
    this.commands = experiment.kind() == Kind.PACE ? 1 : Math.min(200, plan.commandsMax());
  }

  @Override
  public void warmUp() throws InterruptedException {
    warmUpHalf();
    // A restart runs code of its own and invalidates compiled code. Do it before the first
    // repetition.
    double perSecond = warmUpHalf();
    if (experiment.kind() != Kind.PACE) {
      commands = plan.commandsFor(perSecond);
    }
  }

  /** Runs for half of the time and returns outcomes per second. */
  private double warmUpHalf() throws InterruptedException {
    int commandsMax = Fixtures.warmUpCommandsMax(experiment);
    Fixture fixture = fixtures.create(experiment, commandsMax);
    try (WorkloadProducer producer = fixture.producer();
        Meter meter = fixture.meter()) {
      jvms.forEach(jvm -> jvm.start(fixture.assignment()));
      producer.send(1);
      Progress first = meter.await(1, PATIENCE);
      BooleanSupplier elapsed = elapsed(warmUp.dividedBy(2));
      producer.feed(
          experiment.kind() == Kind.PACE ? AHEAD_WHEN_PACED : Math.min(AHEAD, commandsMax / 4),
          meter,
          () -> producer.sent() >= commandsMax || elapsed.getAsBoolean());
      double perSecond = meter.progress().perSecondSince(first);
      // Stopping with a backlog takes up to 20 s.
      meter.await(producer.sent(), PATIENCE);
      jvms.forEach(ContenderJvm::stop);
      session.awaitCompilers();
      return perSecond;
    } finally {
      fixtures.remove(fixture);
    }
  }

  private static BooleanSupplier elapsed(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    return () -> System.nanoTime() >= end;
  }

  @Override
  public Sample measure() throws InterruptedException {
    Fixture fixture = fixtures.create(experiment, commands + plan.pacedCommands());
    try (WorkloadProducer producer = fixture.producer();
        Meter meter = fixture.meter()) {
      Map<Metric, Double> values = new EnumMap<>(Metric.class);
      drain(fixture, producer, meter, values);
      if (meter.count() >= commands) {
        addLatency(producer, meter, values);
      }
      jvms.forEach(ContenderJvm::stop);
      check(fixture, producer.sent(), meter.count());
      if (experiment.kind() != Kind.PACE) {
        // If it was faster than before, the next repetition has more commands.
        double perSecond = values.get(Metric.COMMANDS_PER_SECOND);
        commands = Math.max(commands, plan.commandsFor(perSecond));
      }
      return new Sample(values);
    } finally {
      fixtures.remove(fixture);
    }
  }

  private void drain(
      Fixture fixture, WorkloadProducer producer, Meter meter, Map<Metric, Double> values)
      throws InterruptedException {
    if (experiment.kind() == Kind.DRAIN_WITH_TWO) {
      session.awaitCompilers();
      jvms.forEach(jvm -> jvm.start(fixture.assignment()));
      StreamsGroup.awaitShared(
          fixture.assignment().bootstrapServers(),
          fixture.assignment().name(),
          jvms.size(),
          PATIENCE);
      producer.send(commands);
    } else {
      producer.send(commands);
      session.awaitCompilers();
      jvms.forEach(jvm -> jvm.start(fixture.assignment()));
    }
    long deadlineNanos = System.nanoTime() + plan.drainTimeout().toNanos();
    Progress start = await(meter, Plan.timedFrom(commands), deadlineNanos);
    double cpuBefore = cpuMicros();
    MachineLoad machine = MachineLoad.start();
    Progress end = await(meter, Plan.timedTo(commands), deadlineNanos);
    double cpuMicros = cpuMicros() - cpuBefore;
    OptionalDouble machineLoad = machine.end();
    Progress drained = await(meter, commands, deadlineNanos);
    Usage usage = jvms.stream().map(ContenderJvm::usage).reduce(Usage.NONE, Usage::and);
    values.put(Metric.COMMANDS_PER_SECOND, end.perSecondSince(start));
    if (experiment.kind() != Kind.PACE) {
      values.putAll(usage.perCommand(drained.count()));
      values.put(Metric.CPU_MICROS, cpuMicros / (end.count() - start.count()));
      machineLoad.ifPresent(load -> values.put(Metric.MACHINE_LOAD, load));
    }
    values.put(Metric.HEAP_MEGABYTES, usage.heapBytes() / 1e6);
  }

  private static Progress await(Meter meter, int wanted, long deadlineNanos)
      throws InterruptedException {
    return meter.await(wanted, Duration.ofNanos(deadlineNanos - System.nanoTime()));
  }

  private double cpuMicros() {
    return jvms.stream().mapToDouble(ContenderJvm::cpuMicros).sum();
  }

  private void addLatency(WorkloadProducer producer, Meter meter, Map<Metric, Double> values)
      throws InterruptedException {
    int count = plan.pacedCommands();
    RoundTrips trips = new RoundTrips(count);
    meter.watch(producer.sent(), trips);
    producer.send(count, new Pace(Plan.PACE), trips);
    meter.await(producer.sent(), PATIENCE);
    values.put(Metric.P50_MILLIS, trips.latencies().millisAt(50));
    values.put(Metric.P99_MILLIS, trips.latencies().millisAt(99));
    if (experiment.kind() == Kind.PACE) {
      values.put(Metric.COMMANDS_PER_SECOND, (double) Plan.PACE);
    }
  }

  private void check(Fixture fixture, int sent, long received) {
    if (contender.isExact()) {
      List<String> faults = ExpectedOutcomes.of(fixture.workload(), sent)
          .faults(fixture.assignment().bootstrapServers(), fixture.assignment().topics());
      if (!faults.isEmpty()) {
        throw new IllegalStateException(contender.label() + " in " + experiment.label()
            + " has wrong outcomes: " + String.join("; ", faults));
      }
    }
    if (received < sent) {
      throw new IllegalStateException(
          contender.label() + " in " + experiment.label() + ": " + received
              + " outcomes were received for " + sent + " commands within "
              + plan.drainTimeout().toSeconds() + " s");
    }
  }
}
