package io.counterstream.processor.repeats;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterstream.core.WindowSchedule;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Every owner of a log looks back equally far from each record. */
class WindowSizeTest {
  private static final int UNRECORDED = 12;
  private static final int UNCOMMITTED_MAX = 4;

  @Test
  void whereNothingIsRecordedAllOwnersTakeTheSameWindowToBeInForce() {
    for (int setting : new int[] {0, 5, 100}) {
      WindowSize size = new WindowSize(Optional.empty(), settings(setting));
      assertThat(size.at(0)).isEqualTo(UNRECORDED);
      assertThat(size.toRecord(1)).isEqualTo(WindowSchedule.always(UNRECORDED));
      assertThat(size.largest()).isEqualTo(Math.max(UNRECORDED, setting));
    }
  }

  @Test
  void aChangeIsPlannedAboveEverythingThatAnEarlierOwnerMayHaveSubmitted() {
    WindowSize size = size(3, 10);
    submit(size, 0, UNCOMMITTED_MAX - 2);
    assertThat(size.toRecord(1)).isEqualTo(WindowSchedule.always(3));
    assertThat(size.hasRoom()).isTrue();
    size.submitted(20);
    WindowSchedule planned = new WindowSchedule(3, 10, 21);
    assertThat(size.toRecord(1)).isEqualTo(planned);
    assertThat(size.at(20)).isEqualTo(3);
    assertThat(size.at(21)).isEqualTo(10);
  }

  @Test
  void noRecordIsSubmittedWhereTheWindowChangesUntilThatIsCommitted() {
    WindowSize size = size(3, 0);
    submit(size, 0, UNCOMMITTED_MAX - 1);
    size.processed();
    assertThat(size.hasRoom()).isFalse();
    assertThat(size.wantsCommit()).isTrue();
    size.committed(1);
    assertThat(size.hasRoom()).isTrue();
    assertThat(size.wantsCommit()).isFalse();
    assertThat(size.toRecord(2)).isEqualTo(new WindowSchedule(3, 0, UNCOMMITTED_MAX));
    assertThat(size.toRecord(UNCOMMITTED_MAX)).isEqualTo(WindowSchedule.always(0));
    assertThat(size.largest()).isEqualTo(3);
    size.committed(UNCOMMITTED_MAX);
    assertThat(size.largest()).isZero();
  }

  /** Its successor would not know of another change. */
  @Test
  void aPlannedChangeIsCarriedOutWhateverTheSettingIs() {
    WindowSize size = new WindowSize(Optional.of(new WindowSchedule(3, 10, 100)), settings(50));
    submit(size, 0, 2 * UNCOMMITTED_MAX);
    assertThat(size.toRecord(1)).isEqualTo(new WindowSchedule(3, 10, 100));
    assertThat(size.at(100)).isEqualTo(10);
    size.committed(100);
    size.submitted(100);
    assertThat(size.toRecord(1)).isEqualTo(new WindowSchedule(10, 50, 101));
  }

  @Test
  void noMoreRecordsThanAnOwnerMayHaveUncommittedAreSubmitted() {
    WindowSize size = size(3, 3);
    submit(size, 0, UNCOMMITTED_MAX - 2);
    assertThat(size.hasRoom()).isTrue();
    size.submitted(UNCOMMITTED_MAX - 1);
    assertThat(size.hasRoom()).isFalse();
    size.processed();
    assertThat(size.hasRoom()).isFalse();
    assertThat(size.wantsCommit()).isFalse();
    size.processed();
    assertThat(size.wantsCommit()).isTrue();
    size.committed(2);
    assertThat(size.hasRoom()).isTrue();
    assertThat(size.wantsCommit()).isFalse();
  }

  /**
   * Owners with different settings take over from one another, lose responses to commits, and go on
   * as far as they can after they were replaced.
   */
  @Test
  void allOwnersLookBackEquallyFar() {
    for (int seed = 0; seed < 5_000; seed++) {
      Random random = new Random(seed);
      Map<Long, Integer> windows = new HashMap<>();
      long committedTo = 0;
      Optional<WindowSchedule> recorded = Optional.empty();
      for (int owner = 0; owner < 6; owner++) {
        WindowSize size = new WindowSize(recorded, settings(random.nextInt(30)));
        long submitted = committedTo;
        long processed = committedTo;
        int steps = random.nextInt(40);
        for (int step = 0; step < steps; step++) {
          if (size.hasRoom() && random.nextBoolean()) {
            judge(size, submitted++, windows, seed);
          } else if (processed < submitted && random.nextBoolean()) {
            processed++;
            size.processed();
          } else if (processed > committedTo) {
            recorded = Optional.of(size.toRecord(processed));
            committedTo = processed;
            if (random.nextInt(4) == 0) {
              break; // The response to the commit is lost.
            }
            size.committed(processed);
          }
        }
        while (size.hasRoom()) {
          judge(size, submitted++, windows, seed);
        }
      }
    }
  }

  private static void judge(WindowSize size, long record, Map<Long, Integer> windows, int seed) {
    Integer before = windows.put(record, size.at(record));
    if (before != null) {
      assertThat(size.at(record)).as("record %d, seed %d", record, seed).isEqualTo(before);
    }
    size.submitted(record);
  }

  private static void submit(WindowSize size, long from, long to) {
    for (long offset = from; offset <= to; offset++) {
      size.submitted(offset);
    }
  }

  private static WindowSize size(int recorded, int wanted) {
    return new WindowSize(Optional.of(WindowSchedule.always(recorded)), settings(wanted));
  }

  private static RepeatSettings settings(int window) {
    return new RepeatSettings(window, UNRECORDED, UNCOMMITTED_MAX);
  }
}
