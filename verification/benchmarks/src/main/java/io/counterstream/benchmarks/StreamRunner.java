package io.counterstream.benchmarks;

import io.counterstream.benchmarks.Experiment.Kind;
import io.counterstream.benchmarks.Places.Place;
import io.counterstream.benchmarks.contender.Contender;
import io.counterstream.benchmarks.contender.ContenderJvm;
import io.counterstream.benchmarks.contender.Usage;
import io.counterstream.benchmarks.measure.Check;
import io.counterstream.benchmarks.measure.Commands;
import io.counterstream.benchmarks.measure.Group;
import io.counterstream.benchmarks.measure.MachineLoad;
import io.counterstream.benchmarks.measure.Meter;
import io.counterstream.benchmarks.measure.Meter.Progress;
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
 * A contender that takes its commands from a topic.
 *
 * <p>One repetition: the commands are produced while the contender is not there, all compilers get
 * time to finish, then it starts, and the meter watches the committed outcomes come until all are
 * there; the middle half of them is timed. Then, with the contender idle and warm, more commands
 * follow at a low rate, and the meter notes how long each takes. Last, all outcomes are read again
 * and checked.
 */
final class StreamRunner implements Runner {
  private static final int AHEAD = 200_000;

  /** Where commands come one by one, few share a put or a commit in the warm-up, too. */
  private static final int AHEAD_WHEN_PACED = 16;

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Experiment experiment;
  private final Contender contender;
  private final List<ContenderJvm> jvms;
  private final Plan plan;
  private final Places places;
  private final Session session;
  private final Duration warmUp;
  private int commands;

  /** In these JVMs; several share the work. */
  StreamRunner(
      Experiment experiment, Contender contender, List<ContenderJvm> jvms, Session session) {
    this.experiment = experiment;
    this.contender = contender;
    this.jvms = List.copyOf(jvms);
    this.plan = session.plan();
    this.places = session.places();
    this.session = session;
    // The JVMs of two are not those of one, whatever that did before.
    this.warmUp =
        experiment.kind() == Kind.DRAIN_WITH_TWO ? plan.warmUp() : session.warmUpOf(contender);
    this.commands = experiment.kind() == Kind.PACE ? 1 : Math.min(200, plan.commandsMax());
  }

  @Override
  public void warmUp() throws InterruptedException {
    warmUpHalf();
    // Stopping and starting again runs code of its own, and undoes compiled code that didn't
    // expect it. The first repetition is not to pay for that.
    double perSecond = warmUpHalf();
    if (experiment.kind() != Kind.PACE) {
      commands = plan.commandsFor(perSecond);
    }
  }

  /** Follows a place of its own for half of the time; outcomes per second. */
  private double warmUpHalf() throws InterruptedException {
    int commandsMax = Places.warmUpCommandsMax(experiment);
    Place place = places.make(experiment, commandsMax);
    try (Commands producer = producer(place);
        Meter meter = meter(place)) {
      jvms.forEach(jvm -> jvm.follow(place.assignment()));
      producer.send(1);
      Progress first = meter.await(1, PATIENCE);
      BooleanSupplier elapsed = elapsed(warmUp.dividedBy(2));
      producer.feed(
          experiment.kind() == Kind.PACE ? AHEAD_WHEN_PACED : Math.min(AHEAD, commandsMax / 4),
          meter,
          () -> producer.sent() >= commandsMax || elapsed.getAsBoolean());
      double perSecond = meter.progress().perSecondSince(first);
      // Who stops with a backlog takes up to 20 s to give it up.
      meter.await(producer.sent(), PATIENCE);
      jvms.forEach(ContenderJvm::unfollow);
      session.awaitCompilers();
      return perSecond;
    } finally {
      places.remove(place);
    }
  }

  private static BooleanSupplier elapsed(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    return () -> System.nanoTime() >= end;
  }

  @Override
  public Sample measure() throws InterruptedException {
    Place place = places.make(experiment, commands + plan.pacedCommands());
    try (Commands producer = producer(place);
        Meter meter = meter(place)) {
      Map<Metric, Double> values = new EnumMap<>(Metric.class);
      drain(place, producer, meter, values);
      if (meter.count() >= commands) {
        addLatency(producer, meter, values);
      }
      jvms.forEach(ContenderJvm::unfollow);
      check(place, producer.sent(), meter.count());
      if (experiment.kind() != Kind.PACE) {
        // Faster than before: the next one is to take long enough, too.
        double perSecond = values.get(Metric.COMMANDS_PER_SECOND);
        commands = Math.max(commands, plan.commandsFor(perSecond));
      }
      return new Sample(values);
    } finally {
      places.remove(place);
    }
  }

  private void drain(Place place, Commands producer, Meter meter, Map<Metric, Double> values)
      throws InterruptedException {
    if (experiment.kind() == Kind.DRAIN_WITH_TWO) {
      session.awaitCompilers();
      jvms.forEach(jvm -> jvm.follow(place.assignment()));
      Group.awaitShared(
          place.assignment().bootstrapServers(), place.assignment().name(), jvms.size(), PATIENCE);
      producer.send(commands);
    } else {
      producer.send(commands);
      session.awaitCompilers();
      jvms.forEach(jvm -> jvm.follow(place.assignment()));
    }
    long givenUpNanos = System.nanoTime() + plan.drainTimeout().toNanos();
    Progress begin = await(meter, Plan.timedFrom(commands), givenUpNanos);
    double cpuBefore = cpuMicros();
    MachineLoad machine = MachineLoad.begin();
    Progress end = await(meter, Plan.timedTo(commands), givenUpNanos);
    double cpuMicros = cpuMicros() - cpuBefore;
    OptionalDouble machineLoad = machine.end();
    Progress drained = await(meter, commands, givenUpNanos);
    Usage usage = jvms.stream().map(ContenderJvm::usage).reduce(Usage.NONE, Usage::and);
    values.put(Metric.COMMANDS_PER_SECOND, end.perSecondSince(begin));
    if (experiment.kind() != Kind.PACE) {
      values.putAll(Costs.perCommand(usage, drained.count()));
      values.put(Metric.CPU_MICROS, cpuMicros / (end.count() - begin.count()));
      machineLoad.ifPresent(load -> values.put(Metric.MACHINE_LOAD, load));
    }
    values.put(Metric.HEAP_MEGABYTES, usage.heapBytes() / 1e6);
  }

  private static Progress await(Meter meter, int wanted, long givenUpNanos)
      throws InterruptedException {
    return meter.await(wanted, Duration.ofNanos(givenUpNanos - System.nanoTime()));
  }

  private long cpuMicros() {
    return jvms.stream().mapToLong(ContenderJvm::cpuMicros).sum();
  }

  private void addLatency(Commands producer, Meter meter, Map<Metric, Double> values)
      throws InterruptedException {
    int count = plan.pacedCommands();
    RoundTrips latencies = new RoundTrips(count);
    meter.watch(producer.sent(), latencies);
    producer.send(count, new Pace(Plan.PACE), latencies);
    meter.await(producer.sent(), PATIENCE);
    values.put(Metric.P50_MILLIS, latencies.latencies().millisAt(50));
    values.put(Metric.P99_MILLIS, latencies.latencies().millisAt(99));
    if (experiment.kind() == Kind.PACE) {
      values.put(Metric.COMMANDS_PER_SECOND, (double) Plan.PACE);
    }
  }

  private void check(Place place, int sent, long came) {
    if (contender.isExact()) {
      List<String> faults = Check.of(place.workload(), sent)
          .faults(place.assignment().bootstrapServers(), place.assignment().topics());
      if (!faults.isEmpty()) {
        throw new WrongOutcomesException(contender.label(), experiment.label(), faults);
      }
    }
    if (came < sent) {
      throw new IllegalStateException(contender.label() + " in " + experiment.label() + ": " + came
          + " outcomes came for " + sent + " commands, then none within "
          + plan.drainTimeout().toSeconds() + " s");
    }
  }

  private static Commands producer(Place place) {
    return new Commands(
        place.assignment().bootstrapServers(),
        place.assignment().topics().commands(),
        place.workload().commands());
  }

  private static Meter meter(Place place) {
    return new Meter(place.assignment().bootstrapServers(), place.assignment().topics());
  }
}
