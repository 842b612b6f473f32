package counterstream.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import counterstream.bench.measure.Meter.Progress;
import org.junit.jupiter.api.Test;

/** Throughput from batches and when they came. */
final class ProgressTest {
  private static final Progress BEGIN = new Progress(0, 0, 0, 0);

  @Test
  void leavesTheFirstBatchOut() {
    Progress progress =
        BEGIN.after(500, 1_000_000_000L).after(100, 2_000_000_000L).after(100, 3_000_000_000L);
    assertThat(progress.perSecondSince(progress.firstBatch())).isEqualTo(100.0);
  }

  @Test
  void countsBetweenTwoMoments() {
    Progress half = BEGIN.after(500, 1_000_000_000L).after(100, 2_000_000_000L);
    assertThat(half.after(300, 3_000_000_000L).perSecondSince(half)).isEqualTo(300.0);
  }

  @Test
  void countsEverythingFromTheFirstRequestOn() {
    Progress progress = BEGIN.after(500, 4_000_000_000L).after(100, 5_000_000_000L);
    Progress firstRequest = Progress.nothingAt(2_000_000_000L);
    assertThat(progress.perSecondSince(firstRequest)).isEqualTo(200.0);
  }

  @Test
  void hasNoFigureForASingleBatch() {
    Progress single = BEGIN.after(500, 1_000_000_000L);
    assertThat(single.perSecondSince(single.firstBatch())).isNaN();
  }
}
