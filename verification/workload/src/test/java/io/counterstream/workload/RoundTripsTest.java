package io.counterstream.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import org.junit.jupiter.api.Test;

/** Percentiles of round trips, to the resolution of the histogram. */
final class RoundTripsTest {
  @Test
  void leavesTheFirstFifthOut() {
    RoundTrips trips = new RoundTrips(100);
    for (int i = 0; i < 100; i++) {
      trips.sent(i, 0);
      trips.received(i, i < 20 ? 1_000_000_000L : (i - 19) * 1_000_000L);
    }
    assertThat(trips.latencies().count()).isEqualTo(80);
    assertThat(trips.latencies().millisAt(50)).isCloseTo(40.0, withinPercentage(0.1));
    assertThat(trips.latencies().millisAt(99)).isCloseTo(80.0, withinPercentage(0.1));
    assertThat(trips.latencies().millisAt(100)).isCloseTo(80.0, withinPercentage(0.1));
  }

  @Test
  void recordsAllIfAsked() {
    RoundTrips trips = RoundTrips.ofAll(5);
    trips.sent(0, 0);
    trips.received(0, 3_000_000);
    assertThat(trips.latencies().count()).isEqualTo(1);
    assertThat(trips.latencies().millisAt(100)).isCloseTo(3.0, withinPercentage(0.1));
  }

  @Test
  void countsTheFirstOutcomeOnly() {
    RoundTrips trips = new RoundTrips(1);
    trips.sent(0, 100);
    trips.received(0, 1_000_100);
    trips.received(0, 9_000_100);
    assertThat(trips.latencies().millisAt(50)).isEqualTo(1.0);
  }

  @Test
  void hasNoFigureWithoutOutcomes() {
    assertThat(new RoundTrips(10).latencies().millisAt(50)).isNaN();
  }
}
