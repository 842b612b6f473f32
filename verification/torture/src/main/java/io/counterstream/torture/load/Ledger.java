package io.counterstream.torture.load;

import io.counterstream.audit.RecordPosition;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;

/**
 * When each record was sent, by its number, and when each was answered first, by its position; all
 * by {@link System#nanoTime}. 16 bytes a record. Thread-safe.
 */
public final class Ledger {
  private static final int FIRST_SIZE = 1024;

  private long[] sent = new long[FIRST_SIZE];
  private int sentCount;
  private final List<long[]> received = new ArrayList<>();
  private long answered;

  /** Notes that a record is about to be sent; its number. */
  public synchronized int sending() {
    if (sentCount == sent.length) {
      sent = Arrays.copyOf(sent, 2 * sentCount);
    }
    sent[sentCount] = System.nanoTime();
    return sentCount++;
  }

  /** When the record of this number was sent, if there is one. */
  public synchronized OptionalLong sentAt(int number) {
    return number >= 0 && number < sentCount ? OptionalLong.of(sent[number]) : OptionalLong.empty();
  }

  /** Notes that the result of the record at this position is there. */
  public synchronized void received(RecordPosition position) {
    if (position.equals(RecordPosition.NONE)) {
      return;
    }
    while (received.size() <= position.partition()) {
      received.add(new long[FIRST_SIZE]);
    }
    int offset = Math.toIntExact(position.offset());
    long[] own = received.get(position.partition());
    if (offset >= own.length) {
      own = Arrays.copyOf(own, Math.max(offset + 1, 2 * own.length));
      received.set(position.partition(), own);
    }
    if (own[offset] == 0) {
      own[offset] = System.nanoTime() | 1; // zero means never; a nanosecond doesn't matter
      answered++;
    }
  }

  /** When the result of the record at this position was received first, if it was. */
  public synchronized OptionalLong receivedAt(RecordPosition position) {
    if (position.partition() >= received.size()) {
      return OptionalLong.empty();
    }
    long[] own = received.get(position.partition());
    long at = position.offset() < own.length ? own[(int) position.offset()] : 0;
    return at == 0 ? OptionalLong.empty() : OptionalLong.of(at);
  }

  /** How many records were sent, or are about to be. */
  public synchronized int sentCount() {
    return sentCount;
  }

  /** How many different positions have a result. */
  public synchronized long answered() {
    return answered;
  }
}
