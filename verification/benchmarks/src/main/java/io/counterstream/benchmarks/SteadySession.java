package io.counterstream.benchmarks;

import io.counterstream.benchmarks.Fixtures.Fixture;
import io.counterstream.benchmarks.contender.Contender;
import io.counterstream.benchmarks.contender.ContenderJvm;
import io.counterstream.benchmarks.report.SteadyFigure;
import io.counterstream.benchmarks.report.SteadyResults;
import io.counterstream.benchmarks.report.SteadyRow;
import io.counterstream.benchmarks.report.SteadyRow.Phase;
import io.counterstream.benchmarks.report.SteadyRow.Place;
import io.counterstream.workload.Scenario;
import io.counterstream.workload.Workload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One run of {@code bench steady}. Each contender has one JVM for all rates after a warm-up, then a
 * new one for each rate from a cold start: by then the servers are warm.
 */
final class SteadySession implements AutoCloseable {
  private final BenchServers servers;
  private final Fixtures fixtures;
  private final SteadyPlan plan;
  private final List<String> jvmOptions;
  private final Consumer<String> log;
  private final List<String> failures = new ArrayList<>();
  private final List<SteadyRow> rows = new ArrayList<>();

  /**
   * Prepares a run.
   *
   * @param servers the servers; the caller closes them
   * @param plan what to measure
   * @param jvmOptions the options of the contenders' JVMs
   * @param log receives lines about the progress
   */
  SteadySession(
      BenchServers servers, SteadyPlan plan, List<String> jvmOptions, Consumer<String> log) {
    this.servers = servers;
    this.fixtures = new Fixtures(servers, plan.partitions());
    this.plan = plan;
    this.jvmOptions = List.copyOf(jvmOptions);
    this.log = log;
  }

  /** Measures everything. What fails has no rows. */
  SteadyResults measure() throws InterruptedException {
    warmUpServers();
    for (Duration latency : plan.tableLatencies()) {
      if (!plan.warm().isZero()) {
        for (Contender contender : plan.contenders()) {
          measure(contender, latency, run -> warm(run, contender, latency));
        }
      }
      if (!plan.cold().isZero()) {
        for (int rate : plan.rates()) {
          for (Contender contender : rate == 0 ? List.<Contender>of() : plan.contenders()) {
            Place place = new Place(latency.toMillis(), Phase.COLD, rate);
            measure(contender, latency, run -> add(run, place, contender, plan.cold()));
          }
        }
      }
    }
    return new SteadyResults(rows);
  }

  /** Warms the servers up: the first contender would otherwise be measured with cold ones. */
  private void warmUpServers() throws InterruptedException {
    if (!plan.warmUp().isZero()) {
      log.accept("servers, warm-up");
      Contender last = plan.contenders().get(plan.contenders().size() - 1);
      measure(last, Duration.ZERO, run -> run.warmUp(plan.warmUp()));
    }
  }

  /** Returns what failed and why. */
  List<String> failures() {
    return failures;
  }

  /** A measurement of a contender that has just started. */
  @FunctionalInterface
  private interface Measurement {
    void of(SteadyRun run) throws InterruptedException;
  }

  private void measure(Contender contender, Duration latency, Measurement measurement)
      throws InterruptedException {
    Fixture fixture = fixtures.create(
        new Experiment(
            "steady",
            Workload.of(Scenario.ZIPF, plan.seed()).over(SteadyPlan.COUNTERS, 0),
            latency,
            plan.contenders(),
            Experiment.Kind.PACE),
        Integer.MAX_VALUE);
    try (ContenderJvm jvm = ContenderJvm.launch(contender, jvmOptions);
        SteadyRun run =
            new SteadyRun(contender, jvm, fixture, servers.own().isPresent(), plan.grace())) {
      measurement.of(run);
      run.finish();
    } catch (RuntimeException failed) {
      String why = contender.label() + " +" + latency.toMillis() + " ms: "
          + Optional.ofNullable(failed.getMessage()).orElseGet(failed::toString);
      failures.add(why);
      log.accept("FAILED " + why);
    } finally {
      fixtures.remove(fixture);
    }
  }

  private void warm(SteadyRun run, Contender contender, Duration latency)
      throws InterruptedException {
    if (!plan.warmUp().isZero()) {
      log.accept(contender.label() + " +" + latency.toMillis() + " ms, warm-up");
      run.warmUp(plan.warmUp());
    }
    for (int rate : plan.rates()) {
      Place place = new Place(latency.toMillis(), Phase.WARM, rate);
      if (run.keepsUp()) {
        run.settle(rate, plan.warm());
      }
      if (run.keepsUp()) {
        add(run, place, contender, plan.warm());
      } else {
        add(new SteadyRow(place, contender.label(), false, Map.of()));
      }
    }
  }

  private void add(SteadyRun run, Place place, Contender contender, Duration time)
      throws InterruptedException {
    Map<SteadyFigure, Double> figures = run.measure(place.perSecond(), time);
    add(new SteadyRow(place, contender.label(), run.keepsUp(), figures));
  }

  private void add(SteadyRow row) {
    rows.add(row);
    log.accept(row.text());
  }

  @Override
  public void close() {
    fixtures.close();
  }
}
