package io.counterstream.core;

/**
 * The bounds of one counter's work.
 *
 * @param batchCommandsMax how many commands one put may record, 1 to 100,000; 1 gives a put per
 *     command
 * @param journalBytesMax the size at which a journal waits for the next commit, 64 to 65,536
 *     bytes; if the commit can't come, it may become about four times as large, but hardly larger
 *     than 128 KiB. DynamoDB bills by the kilobyte and takes items of 400 KB at most, with the
 *     journals of other logs
 */
public record Limits(int batchCommandsMax, int journalBytesMax) {
  private static final long PAST_LIMIT_MOST = 131_072;

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

  /** How large a journal may become that can't wait for a commit, and has this size by now. */
  long journalBytesPastLimit(long now) {
    long quarterMore = Math.max(now, journalBytesMax) + journalBytesMax / 4;
    return Math.min(quarterMore, Math.min(4L * journalBytesMax, PAST_LIMIT_MOST));
  }
}
