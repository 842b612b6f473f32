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
 * One run: a JVM for each contender, kept from one experiment to the next so that it stays warm,
 * and one experiment after the other.
 */
final class Session implements AutoCloseable {
  private final Plan plan;
  private final Places places;
  private final Set<Contender> chosen;
  private final List<String> jvmOptions;
  private final Consumer<String> log;
  private final List<String> failures = new ArrayList<>();
  private final Map<Crew, List<ContenderJvm>> crews = new HashMap<>();
  private final Map<Contender, Boolean> warmed = new EnumMap<>(Contender.class);

  /**
   * On these servers.
   *
   * @param servers where; outlive this
   * @param plan how long
   * @param chosen which contenders
   * @param jvmOptions of the contenders' JVMs
   * @param log told what is going on
   */
  Session(
      Servers servers,
      Plan plan,
      Set<Contender> chosen,
      List<String> jvmOptions,
      Consumer<String> log) {
    this.plan = plan;
    this.places = new Places(servers, plan.partitions());
    this.chosen = chosen;
    this.jvmOptions = List.copyOf(jvmOptions);
    this.log = log;
  }

  Plan plan() {
    return plan;
  }

  Places places() {
    return places;
  }

  /** How long to warm a contender up: long in its first experiment, shorter later. */
  Duration warmUpOf(Contender contender) {
    return warmed.put(contender, true) == null ? plan.warmUp() : plan.warmUpAgain();
  }

  /** Measures all of them. One that fails has no rows; the others go on, with new JVMs. */
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

  /** What is compared with each other. */
  static Collection<List<Experiment>> compared(List<Experiment> experiments) {
    return experiments.stream()
        .collect(Collectors.groupingBy(Experiment::group, LinkedHashMap::new, Collectors.toList()))
        .values();
  }

  /** Which experiments failed, and why. */
  List<String> failures() {
    return failures;
  }

  /** JVMs that share the work; two have none of one's, which in turn would be warmed up twice. */
  private record Crew(Contender contender, int size) {}

  /** A contender in an experiment, and what was measured so far. */
  private record Entrant(
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

  /** Everybody once, then everybody again: what the machine does meanwhile, it does to all. */
  private List<Row> measureInTurn(List<Experiment> experiments) throws InterruptedException {
    List<Entrant> entrants = new ArrayList<>();
    for (Experiment experiment : experiments) {
      for (Contender contender : experiment.contenders()) {
        if (chosen.contains(contender)) {
          entrants.add(
              new Entrant(experiment, contender, runner(experiment, contender), new ArrayList<>()));
        }
      }
    }
    for (Entrant entrant : entrants) {
      if (!plan.warmUp().isZero()) {
        log.accept(entrant.label() + ", warm-up");
        entrant.runner().warmUp();
        rehearse(entrant);
      }
    }
    for (int repetition = 1; repetition <= plan.repetitions(); repetition++) {
      for (Entrant entrant : entrants) {
        Sample sample = entrant.runner().measure();
        entrant.samples().add(sample);
        log.accept(entrant.label() + ", " + repetition + " of " + plan.repetitions() + ": "
            + SampleText.of(sample));
      }
    }
    return entrants.stream().map(Entrant::row).toList();
  }

  /** Waits until nobody's compilers have anything to do; not in a run without a warm-up. */
  void awaitCompilers() throws InterruptedException {
    if (!plan.warmUp().isZero()) {
      Compilers.awaitIdle(
          crews.values().stream().flatMap(List::stream).toList(), plan.compilersMax());
    }
  }

  private void rehearse(Entrant entrant) throws InterruptedException {
    if (entrant.experiment().kind() == Experiment.Kind.PACE) {
      return;
    }
    WarmUpRounds rehearsals = new WarmUpRounds(plan.rehearsalsMax());
    while (rehearsals.wantsMore()) {
      Sample sample = entrant.runner().measure();
      rehearsals.add(sample.values().getOrDefault(Metric.COMMANDS_PER_SECOND, 0.0));
      log.accept(
          entrant.label() + ", rehearsal " + rehearsals.done() + ": " + SampleText.of(sample));
    }
    if (!rehearsals.isFlat()) {
      log.accept(entrant.label() + " may still get faster");
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
        crews.computeIfAbsent(new Crew(contender, size), unused -> new ArrayList<>());
    while (jvms.size() < size) {
      jvms.add(ContenderJvm.start(contender, jvmOptions));
    }
    return contender.isStreaming()
        ? new StreamRunner(experiment, contender, jvms, this)
        : new TableRunner(experiment, jvms.get(0), this);
  }

  private void closeJvms() {
    crews.values().forEach(jvms -> jvms.forEach(ContenderJvm::close));
    crews.clear();
    warmed.clear();
  }

  @Override
  public void close() {
    closeJvms();
    places.close();
  }
}
