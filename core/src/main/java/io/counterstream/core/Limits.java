package io.counterstream.core;

/**
 * The bounds of one counter's work.
 *
 * @param batchCommandsMax the number of commands that one put may record, 1 to 100,000; 1 results
 *     in a put per command
 * @param journalBytesMax the size at which a counter waits for the next commit, 64 to 65,536 bytes.
 *     Commands that block that commit may extend the journal to four times this size, and at most
 *     to 128 KiB in puts of several commands; beyond that they are put one at a time. DynamoDB
 *     bills by the kilobyte and limits an item, which includes the journals of other logs, to 400
 *     KB
 */
public record Limits(int batchCommandsMax, int journalBytesMax) {
  private static final long PAST_LIMIT_BYTES_MAX = 131_072;

  /** 4,000 commands and 64 KiB. */
  public static final Limits DEFAULT = new Limits(4000, 65_536);

  /** Checks the ranges. */
  public Limits {
    if (batchCommandsMax < 1 || batchCommandsMax > 100_000) {
      throw new IllegalArgumentException(
          "max.batch.commands must be 1 to 100000 commands, was " + batchCommandsMax);
    }
    if (journalBytesMax < 64 || journalBytesMax > 65_536) {
      throw new IllegalArgumentException(
          "journal.bytes.max must be 64 to 65536 bytes, was " + journalBytesMax);
    }
  }

  /**
   * The size to which one put may extend a journal that can't wait for a commit.
   *
   * @param now the size of the journal with one more entry, in bytes
   */
  long journalBytesPastLimit(long now) {
    long quarterMore = Math.max(now, journalBytesMax) + journalBytesMax / 4;
    return Math.min(quarterMore, Math.min(4L * journalBytesMax, PAST_LIMIT_BYTES_MAX));
  }
}
