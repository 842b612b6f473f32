package io.counterstream.benchmarks;

import io.counterstream.benchmarks.contender.Contender;
import io.counterstream.benchmarks.contender.ContenderJvm;
import io.counterstream.benchmarks.report.Metric;
import io.counterstream.benchmarks.report.Results;
import io.counterstream.benchmarks.report.Row;
import io.counterstream.benchmarks.report.Sample;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * One run of the benchmarks: one group of experiments after the other, with a JVM for each
 * contender that is kept so that it stays warm.
 */
final class Session implements AutoCloseable {
  private final Plan plan;
  private final Fixtures fixtures;
  private final Set<Contender> chosen;
  private final List<String> jvmOptions;
  private final Consumer<String> log;
  private final List<String> failures = new ArrayList<>();
  private final Map<JvmSet, List<ContenderJvm>> jvmSets = new HashMap<>();
  private final Map<Contender, Boolean> warmed = new EnumMap<>(Contender.class);

  /**
   * Prepares a run.
   *
   * @param servers the servers; the caller closes them
   * @param plan how long and how often to measure
   * @param chosen the contenders to measure
   * @param jvmOptions the options of the contenders' JVMs
   * @param log receives lines about the progress
   */
  Session(
      BenchServers servers,
      Plan plan,
      Set<Contender> chosen,
      List<String> jvmOptions,
      Consumer<String> log) {
    this.plan = plan;
    this.fixtures = new Fixtures(servers, plan.partitions());
    this.chosen = chosen;
    this.jvmOptions = List.copyOf(jvmOptions);
    this.log = log;
  }

  Plan plan() {
    return plan;
  }

  Fixtures fixtures() {
    return fixtures;
  }

  /** Returns the warm-up of a contender: long in its first experiment, shorter later. */
  Duration warmUpOf(Contender contender) {
    return warmed.put(contender, true) == null ? plan.warmUp() : plan.warmUpAgain();
  }

  /** Measures all experiments. A group that fails has no rows; the others get new JVMs. */
  Results measure(List<Experiment> experiments) throws InterruptedException {
    List<Row> rows = new ArrayList<>();
    for (List<Experiment> compared : compared(experiments)) {
      try {
        rows.addAll(measureInTurn(compared));
      } catch (RuntimeException failed) {
        String why = Optional.ofNullable(failed.getMessage()).orElseGet(failed::toString);
        failures.add(what(compared.get(0)) + why);
        log.accept("FAILED " + what(compared.get(0)) + why);
        closeJvms();
      }
    }
    return new Results(rows);
  }

  /** Returns the groups of experiments that are compared. */
  static Collection<List<Experiment>> compared(List<Experiment> experiments) {
    return experiments.stream()
        .collect(Collectors.groupingBy(Experiment::group, LinkedHashMap::new, Collectors.toList()))
        .values();
  }

  /** Returns the failed experiments and their causes. */
  List<String> failures() {
    return failures;
  }

  /** The JVMs of one contender, by their number: two processors use none of the single JVM. */
  private record JvmSet(Contender contender, int size) {}

  /** A contender in an experiment, and its samples so far. */
  private record ContenderRun(
      Experiment experiment, Contender contender, Runner runner, List<Sample> samples) {
    String label() {
      return what(experiment) + contender.label();
    }

    Row row() {
      return new Row(
          experiment.label(),
          experiment.workload().counters(),
          experiment.latency().toMillis(),
          contender.label(),
          samples);
    }
  }

  /** Measures all contenders in turn, so that changes of the machine affect all of them. */
  private List<Row> measureInTurn(List<Experiment> experiments) throws InterruptedException {
    List<ContenderRun> runs = new ArrayList<>();
    for (Experiment experiment : experiments) {
      for (Contender contender : experiment.contenders()) {
        if (chosen.contains(contender)) {
          runs.add(new ContenderRun(
              experiment, contender, runner(experiment, contender), new ArrayList<>()));
        }
      }
    }
    for (ContenderRun run : runs) {
      if (!plan.warmUp().isZero()) {
        log.accept(run.label() + ", warm-up");
        run.runner().warmUp();
        warmUpRounds(run);
      }
    }
    for (int repetition = 1; repetition <= plan.repetitions(); repetition++) {
      for (ContenderRun run : runs) {
        Sample sample = run.runner().measure();
        run.samples().add(sample);
        log.accept(run.label() + ", " + repetition + " of " + plan.repetitions() + ": " + sample);
      }
    }
    return runs.stream().map(ContenderRun::row).toList();
  }

  /** Waits until all compilers are idle; not in a run without a warm-up. */
  void awaitCompilers() throws InterruptedException {
    if (!plan.warmUp().isZero()) {
      Compilers.awaitIdle(
          jvmSets.values().stream().flatMap(List::stream).toList(), plan.compilersMax());
    }
  }

  private void warmUpRounds(ContenderRun run) throws InterruptedException {
    if (run.experiment().kind() == Experiment.Kind.PACE) {
      return;
    }
    WarmUpRounds rounds = new WarmUpRounds(plan.warmUpRoundsMax());
    while (rounds.wantsMore()) {
      Sample sample = run.runner().measure();
      rounds.add(sample.values().getOrDefault(Metric.COMMANDS_PER_SECOND, 0.0));
      log.accept(run.label() + ", warm-up round " + rounds.done() + ": " + sample);
    }
    if (!rounds.isFlat()) {
      log.accept(run.label() + " may still get faster");
    }
  }

  private static String what(Experiment experiment) {
    return experiment.label()
        + (experiment.label().equals("growth") ? " " + experiment.workload().counters() : "")
        + " +" + experiment.latency().toMillis() + " ms: ";
  }

  private Runner runner(Experiment experiment, Contender contender) {
    int size = experiment.kind() == Experiment.Kind.DRAIN_WITH_TWO ? 2 : 1;
    List<ContenderJvm> jvms =
        jvmSets.computeIfAbsent(new JvmSet(contender, size), unused -> new ArrayList<>());
    while (jvms.size() < size) {
      jvms.add(ContenderJvm.launch(contender, jvmOptions));
    }
    return contender.isStreaming()
        ? new StreamRunner(experiment, contender, jvms, this)
        : new TableRunner(experiment, jvms.get(0), this);
  }

  private void closeJvms() {
    jvmSets.values().forEach(jvms -> jvms.forEach(ContenderJvm::close));
    jvmSets.clear();
    warmed.clear();
  }

  @Override
  public void close() {
    closeJvms();
    fixtures.close();
  }
}
