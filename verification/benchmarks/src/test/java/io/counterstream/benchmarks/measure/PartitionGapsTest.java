package io.counterstream.benchmarks.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.counterstream.workload.Pace;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Times without an outcome, of commands that are due every 100 ms. */
final class PartitionGapsTest {
  private final Pace pace = new Pace(10);
  private final PartitionGaps gaps = new PartitionGaps(pace);

  @Test
  void aPartitionWithoutCommandsIsNotWithoutOutcomes() {
    receive(0, 1, 5);
    receive(50, 1, 5);
    assertThat(gaps.longestMillis()).isCloseTo(5, within(0.1));
  }

  @Test
  void aGapIsSharedByAllCommandsThatWaited() {
    receive(0, 1, 5);
    receive(1, 1, 1000);
    receive(2, 1, 910);
    receive(3, 1, 840);
    assertThat(gaps.longestMillis()).isCloseTo(1000, within(0.1));
    assertThat(gaps.waits().millisAt(100)).isCloseTo(1000, within(2.0));
  }

  @Test
  void aSlowStreamIsNoGap() {
    for (int i = 0; i < 20; i++) {
      receive(i, 1, 300);
    }
    gaps.restart();
    receive(20, 1, 300);
    assertThat(gaps.longestMillis()).isCloseTo(100, within(0.1));
    assertThat(gaps.waits().millisAt(50)).isCloseTo(300, within(1.0));
  }

  @Test
  void tellsTheWorstPartitionFromTheMedian() {
    receive(0, 1, 10);
    receive(1, 2, 20);
    receive(2, 3, 30);
    assertThat(gaps.longestMillis()).isCloseTo(30, within(0.1));
    assertThat(gaps.medianMillis()).isCloseTo(20, within(0.1));
  }

  @Test
  void hasNoFigureWithoutOutcomes() {
    assertThat(gaps.longestMillis()).isNaN();
    assertThat(gaps.medianMillis()).isNaN();
  }

  private void receive(int index, int partition, long millisAfterDue) {
    gaps.received(
        index, partition, pace.dueNanos(index) + TimeUnit.MILLISECONDS.toNanos(millisAfterDue));
  }
}
