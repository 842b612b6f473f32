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
    List<HandoverRow> rows = new ArrayList<>();
    for (Event event : plan.events()) {
      for (int rate : plan.rates()) {
        for (Contender contender : plan.contenders()) {
          measure(event, rate, contender).ifPresent(rows::add);
        }
      }
    }
    return new HandoverResults(rows, plan.session().toMillis());
  }

  /** Returns what failed and why. */
  List<String> failures() {
    return failures;
  }

  private Optional<HandoverRow> measure(Event event, int rate, Contender contender)
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
      HandoverRow row = run.measure(event, rate);
      log.accept(row.text());
      return Optional.of(row);
    } catch (RuntimeException failed) {
      String why = contender.label() + ", " + event.label() + " at " + rate + "/s: "
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
