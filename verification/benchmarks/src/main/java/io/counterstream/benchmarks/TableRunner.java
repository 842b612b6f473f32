package io.counterstream.benchmarks;

import io.counterstream.benchmarks.Experiment.Kind;
import io.counterstream.benchmarks.Fixtures.Fixture;
import io.counterstream.benchmarks.contender.Assignment;
import io.counterstream.benchmarks.contender.Contender;
import io.counterstream.benchmarks.contender.ContenderJvm;
import io.counterstream.benchmarks.contender.ContenderJvm.Drained;
import io.counterstream.benchmarks.contender.ContenderJvm.Paced;
import io.counterstream.benchmarks.contender.TableWrites;
import io.counterstream.benchmarks.contender.Usage;
import io.counterstream.benchmarks.measure.MachineLoad;
import io.counterstream.benchmarks.report.Metric;
import io.counterstream.benchmarks.report.Sample;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/**
 * Measures the writes without Kafka. Without added latency, it uses the number in flight with the
 * highest throughput; with latency, that of the processor.
 */
final class TableRunner implements Runner {
  private static final int[] IN_FLIGHT_TRIED = {16, 32, 64, Assignment.IN_FLIGHT};

  private final Experiment experiment;
  private final ContenderJvm jvm;
  private final Plan plan;
  private final Fixtures fixtures;
  private final Session session;
  private final Duration warmUp;
  private int inFlight = Assignment.IN_FLIGHT;
  private int commands;

  TableRunner(Experiment experiment, ContenderJvm jvm, Session session) {
    this.experiment = experiment;
    this.jvm = jvm;
    this.plan = session.plan();
    this.fixtures = session.fixtures();
    this.session = session;
    this.warmUp = session.warmUpOf(Contender.TABLE_LIMIT);
    this.commands = Math.min(200, plan.commandsMax());
  }

  @Override
  public void warmUp() throws InterruptedException {
    if (experiment.kind() == Kind.PACE) {
      return;
    }
    double best = drain(warmUp.dividedBy(2), Assignment.IN_FLIGHT);
    if (experiment.latency().isZero()) {
      best = 0;
      for (int tried : IN_FLIGHT_TRIED) {
        double perSecond = drain(warmUp.dividedBy(2L * IN_FLIGHT_TRIED.length), tried);
        if (perSecond > best) {
          best = perSecond;
          inFlight = tried;
        }
      }
    }
    commands = plan.commandsFor(best);
  }

  private double drain(Duration time, int tried) throws InterruptedException {
    int commandsMax = Fixtures.warmUpCommandsMax(experiment);
    Fixture fixture = fixtures.create(experiment, commandsMax);
    try {
      session.awaitCompilers();
      TableWrites writes = new TableWrites(commandsMax, time.toMillis(), tried, 0);
      return perSecond(jvm.drainTable(fixture.assignment(), fixture.workload(), writes));
    } finally {
      fixtures.remove(fixture);
    }
  }

  private static double perSecond(Drained drained) {
    return drained.commands() / drained.seconds();
  }

  @Override
  public Sample measure() throws InterruptedException {
    Map<Metric, Double> values = new EnumMap<>(Metric.class);
    if (experiment.kind() == Kind.PACE) {
      values.put(Metric.COMMANDS_PER_SECOND, (double) Plan.PACE);
    } else {
      drain(values);
    }
    pace(values);
    return new Sample(values);
  }

  private void drain(Map<Metric, Double> values) throws InterruptedException {
    Fixture fixture = fixtures.create(experiment, commands);
    try {
      session.awaitCompilers();
      TableWrites writes = new TableWrites(commands, plan.drainTimeout().toMillis(), inFlight, 0);
      double cpuBefore = jvm.cpuMicros();
      MachineLoad machine = MachineLoad.start();
      Drained drained = jvm.drainTable(fixture.assignment(), fixture.workload(), writes);
      machine.end().ifPresent(load -> values.put(Metric.MACHINE_LOAD, load));
      double cpuMicros = jvm.cpuMicros() - cpuBefore;
      Usage usage = jvm.usage();
      values.put(Metric.COMMANDS_PER_SECOND, perSecond(drained));
      commands = Math.max(commands, plan.commandsFor(perSecond(drained)));
      values.putAll(usage.perCommand(drained.commands()));
      values.put(Metric.CPU_MICROS, cpuMicros / drained.commands());
      values.put(Metric.HEAP_MEGABYTES, usage.heapBytes() / 1e6);
    } finally {
      fixtures.remove(fixture);
    }
  }

  private void pace(Map<Metric, Double> values) {
    Fixture fixture = fixtures.create(experiment, plan.pacedCommands());
    try {
      Paced paced = jvm.paceTable(
          fixture.assignment(),
          fixture.workload(),
          new TableWrites(plan.pacedCommands(), 0, 0, Plan.PACE));
      values.put(Metric.P50_MILLIS, paced.p50Millis());
      values.put(Metric.P99_MILLIS, paced.p99Millis());
    } finally {
      fixtures.remove(fixture);
    }
  }
}
