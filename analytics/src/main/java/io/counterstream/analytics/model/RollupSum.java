package io.counterstream.analytics.model;

import java.math.BigInteger;

/**
 * The sum of counters below a node of the roll-up tree, in one partition or in several.
 *
 * @param sum of their newest values; exact, beyond 64 bits too
 * @param counters how many of them exist
 */
public record RollupSum(BigInteger sum, long counters) {
  /** Nothing. */
  public static final RollupSum ZERO = new RollupSum(BigInteger.ZERO, 0);

  /** Replaces what a counter contributes. */
  public RollupSum replace(CounterEntry before, CounterEntry after) {
    BigInteger change =
        BigInteger.valueOf(after.value()).subtract(BigInteger.valueOf(before.value()));
    return new RollupSum(sum.add(change), counters + one(after) - one(before));
  }

  private static long one(CounterEntry entry) {
    return entry.exists() ? 1 : 0;
  }

  /** Adds the sum of another partition. */
  public RollupSum plus(RollupSum other) {
    return new RollupSum(sum.add(other.sum), counters + other.counters);
  }

  /** Encodes it for a store. */
  public byte[] encode() {
    return StoredBytes.write(out -> {
      StoredBytes.writeInteger(out, sum);
      out.writeLong(counters);
    });
  }

  /** Decodes what {@link #encode} has written; null is no counter. */
  public static RollupSum decode(byte[] stored) {
    return stored == null
        ? ZERO
        : StoredBytes.read(stored, in -> new RollupSum(StoredBytes.readInteger(in), in.readLong()));
  }
}
