package io.counterstream.torture.load;

import io.counterstream.audit.RecordPosition;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * When each record was sent, by its number, and when its outcome was first received, by its
 * position; all by {@link System#nanoTime}. Takes 16 bytes a record. Thread-safe.
 */
public final class CallLog {
  private static final int FIRST_SIZE = 1024;

  private long[] sent = new long[FIRST_SIZE];
  private int sentCount;
  private final Map<Log, long[]> received = new HashMap<>();
  private long receivedCount;

  /**
   * A partition of a command topic.
   *
   * @param topic the topic's number
   * @param partition the partition
   */
  private record Log(int topic, int partition) {
    static Log of(RecordPosition position) {
      return new Log(position.log(), position.partition());
    }
  }

  /** Notes that a record is about to be sent and returns its number. */
  public synchronized int sending() {
    if (sentCount == sent.length) {
      sent = Arrays.copyOf(sent, 2 * sentCount);
    }
    sent[sentCount] = System.nanoTime();
    return sentCount++;
  }

  /** Returns when the record with this number was sent; empty if there is none. */
  public synchronized OptionalLong sentAt(int number) {
    return number >= 0 && number < sentCount ? OptionalLong.of(sent[number]) : OptionalLong.empty();
  }

  /** Notes that the outcome of the record at this position was received. */
  public synchronized void received(RecordPosition position) {
    if (position.equals(RecordPosition.NONE)) {
      return;
    }
    Log log = Log.of(position);
    int offset = Math.toIntExact(position.offset());
    long[] own = received.computeIfAbsent(log, none -> new long[FIRST_SIZE]);
    if (offset >= own.length) {
      own = Arrays.copyOf(own, Math.max(offset + 1, 2 * own.length));
      received.put(log, own);
    }
    if (own[offset] == 0) {
      own[offset] = System.nanoTime() | 1; // 0 means not received
      receivedCount++;
    }
  }

  /** Returns when the outcome of the record at this position was first received, if it was. */
  public synchronized OptionalLong receivedAt(RecordPosition position) {
    long[] own = received.get(Log.of(position));
    long at = own != null && position.offset() < own.length ? own[(int) position.offset()] : 0;
    return at == 0 ? OptionalLong.empty() : OptionalLong.of(at);
  }

  /** Returns the number of records that were sent or are about to be. */
  public synchronized int sentCount() {
    return sentCount;
  }

  /** Returns the number of positions whose outcome was received. */
  public synchronized long receivedCount() {
    return receivedCount;
  }
}
