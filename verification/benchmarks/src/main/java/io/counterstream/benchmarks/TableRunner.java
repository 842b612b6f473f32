package io.counterstream.benchmarks;

import io.counterstream.benchmarks.Experiment.Kind;
import io.counterstream.benchmarks.Places.Place;
import io.counterstream.benchmarks.contender.Assignment;
import io.counterstream.benchmarks.contender.Contender;
import io.counterstream.benchmarks.contender.ContenderJvm;
import io.counterstream.benchmarks.contender.ContenderJvm.Drain;
import io.counterstream.benchmarks.contender.ContenderJvm.Drained;
import io.counterstream.benchmarks.contender.ContenderJvm.Paced;
import io.counterstream.benchmarks.contender.Usage;
import io.counterstream.benchmarks.measure.MachineLoad;
import io.counterstream.benchmarks.report.Metric;
import io.counterstream.benchmarks.report.Sample;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/**
 * The writes without Kafka. With the table as it is, at the number in flight that serves it best;
 * with latency, at the processor's own.
 */
final class TableRunner implements Runner {
  private static final int[] IN_FLIGHT_TRIED = {16, 32, 64, Assignment.IN_FLIGHT};

  private final Experiment experiment;
  private final ContenderJvm jvm;
  private final Plan plan;
  private final Places places;
  private final Session session;
  private final Duration warmUp;
  private int inFlight = Assignment.IN_FLIGHT;
  private int commands;

  TableRunner(Experiment experiment, ContenderJvm jvm, Session session) {
    this.experiment = experiment;
    this.jvm = jvm;
    this.plan = session.plan();
    this.places = session.places();
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
    int commandsMax = Places.warmUpCommandsMax(experiment);
    Place place = places.make(experiment, commandsMax);
    try {
      session.awaitCompilers();
      Drain asked = new Drain(commandsMax, time.toMillis(), tried);
      return perSecond(jvm.drainTable(place.assignment(), place.workload(), asked));
    } finally {
      places.remove(place);
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
    Place place = places.make(experiment, commands);
    try {
      session.awaitCompilers();
      Drain asked = new Drain(commands, plan.drainTimeout().toMillis(), inFlight);
      long cpuBefore = jvm.cpuMicros();
      MachineLoad machine = MachineLoad.begin();
      Drained drained = jvm.drainTable(place.assignment(), place.workload(), asked);
      machine.end().ifPresent(load -> values.put(Metric.MACHINE_LOAD, load));
      double cpuMicros = jvm.cpuMicros() - cpuBefore;
      Usage usage = jvm.usage();
      values.put(Metric.COMMANDS_PER_SECOND, perSecond(drained));
      commands = Math.max(commands, plan.commandsFor(perSecond(drained)));
      values.putAll(Costs.perCommand(usage, drained.commands()));
      values.put(Metric.CPU_MICROS, cpuMicros / drained.commands());
      values.put(Metric.HEAP_MEGABYTES, usage.heapBytes() / 1e6);
    } finally {
      places.remove(place);
    }
  }

  private void pace(Map<Metric, Double> values) {
    Place place = places.make(experiment, plan.pacedCommands());
    try {
      Paced paced =
          jvm.paceTable(place.assignment(), place.workload(), Plan.PACE, plan.pacedCommands());
      values.put(Metric.P50_MILLIS, paced.p50Millis());
      values.put(Metric.P99_MILLIS, paced.p99Millis());
    } finally {
      places.remove(place);
    }
  }
}
