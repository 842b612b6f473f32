package io.counterstream.cli.publish;

import io.counterstream.contract.Outcome;

/**
 * The number of commands by their outcome.
 *
 * @param applied those that are applied
 * @param conflicts those that found another value than expected
 * @param rejected those that were refused for another reason than their expectation or bounds
 * @param outstanding those without an outcome yet
 */
public record OutcomeCounts(long applied, long conflicts, long rejected, long outstanding) {
  /** No commands. */
  static final OutcomeCounts NONE = new OutcomeCounts(0, 0, 0, 0);

  /** Returns the numbers with one more outcome. */
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
