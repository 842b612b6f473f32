package io.counterstream.audit;

/**
 * Records that were deleted from the command topic, by an operator or with their topic, although
 * they may have had no outcome yet. A command of this range may have none if all that follow it in
 * the range have none as well: what is decided of a log is always a beginning of it.
 *
 * @param log the number of the topic, as in {@link RecordPosition#log}
 * @param partition the partition
 * @param from the first offset that was not committed before the deletion was asked for: all
 *     commands before it have outcomes
 * @param before the first offset that was not deleted; {@link Long#MAX_VALUE} if the topic was
 */
public record Removal(int log, int partition, long from, long before) {
  /** Checks the range. */
  public Removal {
    if (log < 0 || partition < 0 || from < 0 || before < from) {
      throw new IllegalArgumentException("a removal must be a range of offsets, was " + from
          + " to " + before + " of partition " + partition + " of log " + log);
    }
  }
}
