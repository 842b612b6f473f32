package io.counterstream.torture.load;

import io.counterstream.workload.CommandRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** The last records of all senders, some of which are sent again as they are, near and far. */
final class SentBeforeRecords {
  private static final int RECORDS_KEPT = 2_000;
  private static final int PERCENT_AGAIN = 4;
  private static final int NEAR = 5;

  private final SplittableRandom random;
  private final List<CommandRecord> kept = new ArrayList<>();
  private long added;

  SentBeforeRecords(SplittableRandom random) {
    this.random = random;
  }

  /** Returns the next record of a sender; instead of some, one that was sent before. */
  CommandRecord orOneAgain(CommandRecord next) {
    if (!kept.isEmpty() && random.nextInt(100) < PERCENT_AGAIN) {
      int back = random.nextBoolean() ? NEAR : RECORDS_KEPT;
      long number = added - 1 - random.nextInt(Math.min(back, kept.size()));
      return kept.get((int) (number % RECORDS_KEPT));
    }
    if (kept.size() < RECORDS_KEPT) {
      kept.add(next);
    } else {
      kept.set((int) (added % RECORDS_KEPT), next);
    }
    added++;
    return next;
  }
}
