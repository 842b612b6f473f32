package io.counterstream.benchmarks.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterstream.benchmarks.measure.Meter.Progress;
import org.junit.jupiter.api.Test;

/** Throughput from batches and when they came. */
final class ProgressTest {
  private static final Progress BEGIN = new Progress(0, 0);

  @Test
  void countsBetweenTwoMoments() {
    Progress lead = BEGIN.after(500, 1_000_000_000L).after(100, 2_000_000_000L);
    assertThat(lead.after(300, 3_000_000_000L).perSecondSince(lead)).isEqualTo(300.0);
  }

  @Test
  void hasNoFigureForASingleBatch() {
    Progress single = BEGIN.after(500, 1_000_000_000L);
    assertThat(single.perSecondSince(single)).isNaN();
  }
}
