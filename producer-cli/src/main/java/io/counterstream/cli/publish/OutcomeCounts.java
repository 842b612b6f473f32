package io.counterstream.cli.publish;

import io.counterstream.contract.Outcome;

/**
 * How many commands ended how.
 *
 * @param applied how many applied
 * @param conflicts how many met another value than expected
 * @param rejected how many could never apply
 * @param outstanding how many have no outcome yet
 */
public record OutcomeCounts(long applied, long conflicts, long rejected, long outstanding) {
  /** Nothing yet. */
  static final OutcomeCounts NONE = new OutcomeCounts(0, 0, 0, 0);

  /** With one more. */
  OutcomeCounts with(Outcome outcome) {
    return switch (outcome.type()) {
      case APPLIED -> new OutcomeCounts(applied + 1, conflicts, rejected, outstanding);
      case CONFLICT -> new OutcomeCounts(applied, conflicts + 1, rejected, outstanding);
      case REJECTED -> new OutcomeCounts(applied, conflicts, rejected + 1, outstanding);
    };
  }

  OutcomeCounts withOutstanding(long count) {
    return new OutcomeCounts(applied, conflicts, rejected, count);
  }
}
