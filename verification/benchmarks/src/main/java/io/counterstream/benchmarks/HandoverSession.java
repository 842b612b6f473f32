package io.counterstream.benchmarks;

import io.counterstream.benchmarks.Fixtures.Fixture;
import io.counterstream.benchmarks.contender.Contender;
import io.counterstream.benchmarks.report.Event;
import io.counterstream.benchmarks.report.HandoverResults;
import io.counterstream.benchmarks.report.HandoverRow;
import io.counterstream.workload.Scenario;
import io.counterstream.workload.Workload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** One run of {@code bench handover}: each event with new JVMs, one contender after the other. */
final class HandoverSession implements AutoCloseable {
  private final Fixtures fixtures;
  private final HandoverPlan plan;
  private final List<String> jvmOptions;
  private final Consumer<String> log;
  private final List<String> failures = new ArrayList<>();

  /**
   * Prepares a run.
   *
   * @param servers the servers; the caller closes them
   * @param plan what to measure
   * @param jvmOptions the options of the contenders' JVMs
   * @param log receives lines about the progress
   */
  HandoverSession(
      BenchServers servers, HandoverPlan plan, List<String> jvmOptions, Consumer<String> log) {
    this.fixtures = new Fixtures(servers, plan.partitions());
    this.plan = plan;
    this.jvmOptions = List.copyOf(jvmOptions);
    this.log = log;
  }

  /** Measures everything. What fails has no row. */
  HandoverResults measure() throws InterruptedException {
    if (!plan.warmUp().isZero()) {
      log.accept("servers, warm-up");
      run(Contender.COUNTERSTREAM, run -> Optional.empty());
    }
    List<HandoverRow> rows = new ArrayList<>();
    for (Event event : plan.events()) {
      for (int rate : plan.rates()) {
        for (Contender contender : plan.contenders()) {
          log.accept(contender.label() + ", " + event.label() + " at " + rate + "/s, warm-up");
          run(contender, run -> Optional.of(run.measure(event, rate))).ifPresent(rows::add);
        }
      }
    }
    return new HandoverResults(rows, plan.session().toMillis());
  }

  /** Returns what failed and why. */
  List<String> failures() {
    return failures;
  }

  /** What is measured with instances that are warm. */
  @FunctionalInterface
  private interface Measurement {
    Optional<HandoverRow> of(HandoverRun run) throws InterruptedException;
  }

  private Optional<HandoverRow> run(Contender contender, Measurement measurement)
      throws InterruptedException {
    Fixture fixture = fixtures.create(
        new Experiment(
            "handover",
            Workload.of(Scenario.ZIPF, plan.seed()).over(SteadyPlan.COUNTERS, 0),
            Duration.ZERO,
            plan.contenders(),
            Experiment.Kind.PACE),
        Integer.MAX_VALUE);
    try (HandoverRun run = new HandoverRun(contender, plan, fixture, jvmOptions)) {
      run.warmUp();
      Optional<HandoverRow> row = measurement.of(run);
      run.finish();
      row.map(HandoverRow::text).ifPresent(log);
      return row;
    } catch (RuntimeException failed) {
      String why = contender.label() + ": "
          + Optional.ofNullable(failed.getMessage()).orElseGet(failed::toString);
      failures.add(why);
      log.accept("FAILED " + why);
      return Optional.empty();
    } finally {
      fixtures.remove(fixture);
    }
  }

  @Override
  public void close() {
    fixtures.close();
  }
}
