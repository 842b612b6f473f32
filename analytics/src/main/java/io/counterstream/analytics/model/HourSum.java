package io.counterstream.analytics.model;

/**
 * An hour that is not closed: the sum of its closed minutes. Immutable.
 *
 * @param throughMillis the begin of the newest minute in it; a reader adds later minutes only, so
 *     that a minute that is moved here meanwhile counts once
 * @param stats the sum
 */
public record HourSum(long throughMillis, WindowStats stats) {
  private static final long NO_MINUTE = Long.MIN_VALUE;

  /** Returns the sum with a later minute. */
  public HourSum with(long startMillis, WindowStats minute) {
    WindowStats sum = new WindowStats();
    sum.addLater(stats);
    sum.addLater(minute);
    return new HourSum(startMillis, sum);
  }

  /** Encodes it for a store. */
  public byte[] encode() {
    return StoredBytes.write(out -> {
      out.writeLong(throughMillis);
      stats.writeTo(out);
    });
  }

  /** Decodes what {@link #encode} has written; null is an hour without closed minutes. */
  public static HourSum decode(byte[] stored) {
    return stored == null
        ? new HourSum(NO_MINUTE, new WindowStats())
        : StoredBytes.read(stored, in -> new HourSum(in.readLong(), WindowStats.readFrom(in)));
  }
}
