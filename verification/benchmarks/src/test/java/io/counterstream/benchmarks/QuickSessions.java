package io.counterstream.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterstream.benchmarks.contender.Contender;
import io.counterstream.benchmarks.report.Results;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Sessions on servers that the tests of a class share, with contenders that start quickly. */
final class QuickSessions implements AfterAllCallback {
  private final BenchServers servers = BenchServers.embedded(Plan.QUICK.partitions());

  /** Measures scenarios with a delay of the table; none may fail. */
  Results measure(
      Plan plan, Set<Contender> contenders, Set<String> scenarios, Duration tableLatency)
      throws InterruptedException {
    List<Experiment> experiments = Experiments.named(scenarios, plan).stream()
        .filter(experiment -> experiment.latency().equals(tableLatency))
        .toList();
    try (Session session = new Session(
        servers,
        plan,
        contenders,
        List.of("-Xmx256m", "-XX:TieredStopAtLevel=1"),
        System.out::println)) {
      Results results = session.measure(experiments);
      assertThat(session.failures()).isEmpty();
      return results;
    }
  }

  @Override
  public void afterAll(ExtensionContext context) {
    servers.close();
  }
}
