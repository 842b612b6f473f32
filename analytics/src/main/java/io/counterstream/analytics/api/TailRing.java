package io.counterstream.analytics.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.counterstream.contract.Outcome;
import java.util.ArrayList;
import java.util.List;

/** The newest outcomes of all partitions, numbered as they arrived. Thread-safe. */
final class TailRing {
  /** How many are kept. */
  static final int SIZE = 2000;

  /** The most in a batch. */
  static final int BATCH_MAX = 100;

  private final Entry[] entries = new Entry[SIZE];
  private long next;

  /** Nothing before this is here: the ring has begun again. */
  private long begin;

  private boolean ready;

  /** An outcome, and its record. */
  record Entry(Outcome outcome, byte[] value, String topic, int partition, long offset) {
    JsonNode json() {
      return ApiJson.outcome(value, topic, partition, offset);
    }
  }

  /**
   * What a viewer has missed.
   *
   * @param batch to be sent
   * @param next where the viewer goes on
   */
  record Missed(Answers.TailBatch batch, long next) {}

  synchronized void add(Entry entry) {
    entries[(int) (next++ % SIZE)] = entry;
  }

  /** Whether what was before the first viewer has been read. */
  synchronized boolean isReady() {
    return ready;
  }

  /** Notes that what follows is new. */
  synchronized void ready() {
    ready = true;
  }

  /** Forgets all: nobody looks any more, and outcomes will be missed. */
  synchronized void restart() {
    begin = ++next;
    ready = false;
  }

  /** The number of the next outcome. */
  synchronized long next() {
    return next;
  }

  /** The number of the oldest outcome that is kept. */
  synchronized long oldest() {
    return Math.max(begin, next - SIZE);
  }

  /** Where to begin, to see the newest {@code count} outcomes that pass. */
  synchronized long before(int count, TailFilter filter) {
    long at = next;
    int found = 0;
    while (at > oldest() && found < count) {
      at--;
      if (filter.passes(entry(at).outcome())) {
        found++;
      }
    }
    return at;
  }

  private Entry entry(long number) {
    return entries[(int) (number % SIZE)];
  }

  /** The newest outcomes since {@code from} that pass, as many as a batch may have. */
  Missed since(long from, TailFilter filter) {
    List<Entry> passed = new ArrayList<>();
    boolean gap;
    long end;
    synchronized (this) {
      gap = from < oldest() || from > next;
      end = next;
      for (long at = gap ? oldest() : from; at < end; at++) {
        if (filter.passes(entry(at).outcome())) {
          passed.add(entry(at));
        }
      }
    }
    int skipped = Math.max(0, passed.size() - BATCH_MAX);
    List<JsonNode> items =
        passed.subList(skipped, passed.size()).stream().map(Entry::json).toList();
    return new Missed(new Answers.TailBatch(items, skipped, gap), end);
  }
}
