package io.counterstream.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterstream.benchmarks.contender.Contender;
import io.counterstream.benchmarks.report.HandoverResults;
import io.counterstream.benchmarks.report.Results;
import io.counterstream.benchmarks.report.SteadyResults;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Sessions on servers that the tests of a class share, with contenders that start quickly. */
final class QuickSessions implements AfterAllCallback {
  private static final List<String> JVM = List.of("-Xmx256m", "-XX:TieredStopAtLevel=1");

  private final BenchServers servers = BenchServers.embedded(Plan.QUICK.partitions());

  /** Measures scenarios with a delay of the table; none may fail. */
  Results measure(
      Plan plan, Set<Contender> contenders, Set<String> scenarios, Duration tableLatency)
      throws InterruptedException {
    List<Experiment> experiments = Experiments.named(scenarios, plan).stream()
        .filter(experiment -> experiment.latency().equals(tableLatency))
        .toList();
    try (Session session = new Session(servers, plan, contenders, JVM, System.out::println)) {
      Results results = session.measure(experiments);
      assertThat(session.failures()).isEmpty();
      return results;
    }
  }

  /** Measures a steady load; nothing may fail. */
  SteadyResults measure(SteadyPlan plan) throws InterruptedException {
    try (SteadySession session = new SteadySession(servers, plan, JVM, System.out::println)) {
      SteadyResults results = session.measure();
      assertThat(session.failures()).isEmpty();
      return results;
    }
  }

  /** Measures hand-overs; nothing may fail. */
  HandoverResults measure(HandoverPlan plan) throws InterruptedException {
    try (HandoverSession session = new HandoverSession(servers, plan, JVM, System.out::println)) {
      HandoverResults results = session.measure();
      assertThat(session.failures()).isEmpty();
      return results;
    }
  }

  @Override
  public void afterAll(ExtensionContext context) {
    servers.close();
  }
}
