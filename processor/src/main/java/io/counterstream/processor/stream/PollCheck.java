package io.counterstream.processor.stream;

/** Checks that a poll continues the log of an open partition. Called on its stream thread. */
@FunctionalInterface
interface PollCheck {
  /**
   * What is known of a poll.
   *
   * @param expected the offset after the last record that was polled before
   * @param first the offset of its first record
   * @param metadataUpdates how often the consumer's metadata had changed when the poll returned;
   *     {@link #UNKNOWN} if it may have changed since the last check
   * @param positionLost whether the log no longer had the consumer's position before the poll
   */
  record Poll(long expected, long first, int metadataUpdates, boolean positionLost) {
    static final int UNKNOWN = -1;

    /** The same poll if the records below an offset are decided, so that none of them is lost. */
    Poll from(long decided) {
      return new Poll(
          Math.max(expected, Math.min(first, decided)), first, metadataUpdates, positionLost);
    }
  }

  /**
   * Returns if the poll's records can be submitted.
   *
   * @throws RuntimeException if they can't; none of them may be submitted or committed
   */
  void check(Poll poll);
}
