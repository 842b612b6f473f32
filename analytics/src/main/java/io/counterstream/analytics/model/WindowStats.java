package io.counterstream.analytics.model;

import io.counterstream.contract.Outcome;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** What happened in a window. Mutable; owned by one thread. Sums are exact, beyond 64 bits too. */
public final class WindowStats {
  /** What further reasons are counted as, if a window has more than {@link #REASONS_MAX}. */
  static final String OTHER_REASONS = "other";

  static final int REASONS_MAX = 32;

  private long applied;
  private long conflicts;
  private final Map<String, Long> reasons = new TreeMap<>();
  private BigInteger positive = BigInteger.ZERO;
  private BigInteger negative = BigInteger.ZERO;
  private long first;
  private long last;
  private long least;
  private long greatest;

  /** Counts an outcome, which is later than those before. */
  public void add(Outcome outcome) {
    if (outcome instanceof Outcome.Applied event) {
      add(event);
    } else if (outcome instanceof Outcome.Rejected rejected) {
      count(rejected.reason(), 1);
    } else {
      conflicts++;
    }
  }

  private void add(Outcome.Applied event) {
    if (applied == 0) {
      first = event.previous();
      least = event.previous();
      greatest = event.previous();
    }
    applied++;
    last = event.value();
    least = Math.min(least, event.value());
    greatest = Math.max(greatest, event.value());
    // Not the delta: that of a deleted counter whose value was -2^63 leaves 64 bits.
    BigInteger change =
        BigInteger.valueOf(event.value()).subtract(BigInteger.valueOf(event.previous()));
    positive = positive.add(change.max(BigInteger.ZERO));
    negative = negative.add(change.min(BigInteger.ZERO));
  }

  private void count(String reason, long count) {
    boolean known = reasons.containsKey(reason) || reasons.size() < REASONS_MAX - 1;
    reasons.merge(known ? reason : OTHER_REASONS, count, Long::sum);
  }

  /** Adds what happened in a later window. */
  public void addLater(WindowStats later) {
    if (later.applied > 0) {
      least = applied == 0 ? later.least : Math.min(least, later.least);
      greatest = applied == 0 ? later.greatest : Math.max(greatest, later.greatest);
      first = applied == 0 ? later.first : first;
      last = later.last;
    }
    applied += later.applied;
    conflicts += later.conflicts;
    later.reasons.forEach(this::count);
    positive = positive.add(later.positive);
    negative = negative.add(later.negative);
  }

  /** Applied events. */
  public long applied() {
    return applied;
  }

  /** Conflicts. */
  public long conflicts() {
    return conflicts;
  }

  /** Rejections. */
  public long rejected() {
    long rejected = 0;
    for (long count : reasons.values()) {
      rejected += count;
    }
    return rejected;
  }

  /** Outcomes of all types. */
  public long commands() {
    return applied + conflicts + rejected();
  }

  /** Rejections by reason, in the order of the reasons. */
  public Map<String, Long> reasons() {
    return Collections.unmodifiableMap(reasons);
  }

  /** The sum of positive deltas. */
  public BigInteger positive() {
    return positive;
  }

  /** The sum of negative deltas, 0 or less. */
  public BigInteger negative() {
    return negative;
  }

  /** The sum of all deltas. */
  public BigInteger change() {
    return positive.add(negative);
  }

  /** The value before the first applied event; 0 if there is none. */
  public long first() {
    return first;
  }

  /** The value after the last applied event; 0 if there is none. */
  public long last() {
    return last;
  }

  /** The least of the first value and the values after each applied event; 0 if there is none. */
  public long least() {
    return least;
  }

  /** The greatest of the first value and the values after each applied event. */
  public long greatest() {
    return greatest;
  }

  /** Encodes it for a store. */
  public byte[] encode() {
    return StoredBytes.write(this::writeTo);
  }

  void writeTo(DataOutputStream out) throws IOException {
    out.writeLong(applied);
    out.writeLong(conflicts);
    StoredBytes.writeCounts(out, reasons);
    StoredBytes.writeInteger(out, positive);
    StoredBytes.writeInteger(out, negative);
    if (applied > 0) {
      out.writeLong(first);
      out.writeLong(last);
      out.writeLong(least);
      out.writeLong(greatest);
    }
  }

  /** Decodes what {@link #encode} has written; null is a window without outcomes. */
  public static WindowStats decode(byte[] stored) {
    return stored == null ? new WindowStats() : StoredBytes.read(stored, WindowStats::readFrom);
  }

  static WindowStats readFrom(DataInputStream in) throws IOException {
    WindowStats stats = new WindowStats();
    stats.applied = in.readLong();
    stats.conflicts = in.readLong();
    stats.reasons.putAll(StoredBytes.readCounts(in));
    stats.positive = StoredBytes.readInteger(in);
    stats.negative = StoredBytes.readInteger(in);
    if (stats.applied > 0) {
      stats.first = in.readLong();
      stats.last = in.readLong();
      stats.least = in.readLong();
      stats.greatest = in.readLong();
    }
    return stats;
  }
}
