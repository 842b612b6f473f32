package io.counterstream.analytics.model;

import java.util.EnumMap;
import java.util.Map;

/** What a partition has seen since its first record. Mutable; owned by one thread. */
public final class Totals {
  /** The stream time of a partition before its first outcome. */
  public static final long NO_TIME = Long.MIN_VALUE;

  private WindowStats outcomes = new WindowStats();
  private long late;
  private long early;
  private long malformed;
  private long counters;
  private long alertSequence;
  private long streamTimeMillis = NO_TIME;
  private long updatedMillis;
  private final Map<Alert.Type, Long> alerts = new EnumMap<>(Alert.Type.class);

  /** All outcomes. */
  public WindowStats outcomes() {
    return outcomes;
  }

  /** Outcomes after the end of their second. */
  public long late() {
    return late;
  }

  /** Outcomes of the future. */
  public long early() {
    return early;
  }

  /** Records that are no outcomes. */
  public long malformed() {
    return malformed;
  }

  /** Counters seen. */
  public long counters() {
    return counters;
  }

  /** The newest event time in epoch milliseconds, or {@link #NO_TIME}. */
  public long streamTimeMillis() {
    return streamTimeMillis;
  }

  /** When it was last changed, by the wall clock, in epoch milliseconds. */
  public long updatedMillis() {
    return updatedMillis;
  }

  /** How many alerts of a type there were. */
  public long alerts(Alert.Type type) {
    return alerts.getOrDefault(type, 0L);
  }

  /** Counts a late outcome. */
  public void addLate() {
    late++;
  }

  /** Counts an early outcome. */
  public void addEarly() {
    early++;
  }

  /** Counts a record that is no outcome. */
  public void addMalformed() {
    malformed++;
  }

  /** Counts a counter. */
  public void addCounter() {
    counters++;
  }

  /** Counts an alert, and returns its number: 0, 1, … */
  public long addAlert(Alert.Type type) {
    alerts.merge(type, 1L, Long::sum);
    return alertSequence++;
  }

  /** Advances stream time, which never goes back. */
  public void advanceTo(long timeMillis) {
    streamTimeMillis = Math.max(streamTimeMillis, timeMillis);
  }

  /** Sets when it was last changed. */
  public void updatedAt(long nowMillis) {
    updatedMillis = nowMillis;
  }

  /** Encodes it for a store. */
  public byte[] encode() {
    return StoredBytes.write(out -> {
      outcomes.writeTo(out);
      out.writeLong(late);
      out.writeLong(early);
      out.writeLong(malformed);
      out.writeLong(counters);
      out.writeLong(alertSequence);
      out.writeLong(streamTimeMillis);
      out.writeLong(updatedMillis);
      for (Alert.Type type : Alert.Type.values()) {
        out.writeLong(alerts(type));
      }
    });
  }

  /** Decodes what {@link #encode} has written; null is a partition of which nothing was seen. */
  public static Totals decode(byte[] stored) {
    return stored == null
        ? new Totals()
        : StoredBytes.read(stored, in -> {
          Totals totals = new Totals();
          totals.outcomes = WindowStats.readFrom(in);
          totals.late = in.readLong();
          totals.early = in.readLong();
          totals.malformed = in.readLong();
          totals.counters = in.readLong();
          totals.alertSequence = in.readLong();
          totals.streamTimeMillis = in.readLong();
          totals.updatedMillis = in.readLong();
          for (Alert.Type type : Alert.Type.values()) {
            totals.alerts.put(type, in.readLong());
          }
          return totals;
        });
  }
}
