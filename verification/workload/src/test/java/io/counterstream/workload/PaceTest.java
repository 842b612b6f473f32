package io.counterstream.workload;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Due times at a constant rate. */
final class PaceTest {
  @Test
  void spacesCommandsEvenly() {
    Pace pace = new Pace(50);
    assertThat(pace.dueNanos(50) - pace.dueNanos(0)).isEqualTo(1_000_000_000L);
    assertThat(pace.isDue(0)).isTrue();
    assertThat(pace.isDue(1_000_000)).isFalse();
  }

  @Test
  void catchesUpOnlyWithinTheLag() {
    Pace pace = new Pace(1e9);
    while (!pace.isDue(2_000_000)) {
      Thread.onSpinWait();
    }
    pace.limitLag(0, Duration.ofMillis(1));
    assertThat(System.nanoTime() - pace.dueNanos(0)).isGreaterThanOrEqualTo(1_000_000L);
    assertThat(pace.isDue(0)).isTrue();
    Pace early = new Pace(1);
    long due = early.dueNanos(1000);
    early.limitLag(1000, Duration.ZERO);
    assertThat(early.dueNanos(1000))
        .as("a command that is not late keeps its time")
        .isEqualTo(due);
  }
}
