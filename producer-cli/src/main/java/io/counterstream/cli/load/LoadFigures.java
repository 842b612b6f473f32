package io.counterstream.cli.load;

import io.counterstream.contract.Outcome;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/**
 * What became of the commands of a load, and how long it took: latencies in microseconds, from when
 * a command was due. Thread-safe.
 */
final class LoadFigures {
  private static final int DIGITS = 3;
  private static final long LATENCY_MAX_MICROS = TimeUnit.HOURS.toMicros(25);

  private final ConcurrentHistogram applied = histogram();
  private final ConcurrentHistogram conflicts = histogram();
  private final ConcurrentHistogram rejected = histogram();
  private final Recorder recent = new Recorder(LATENCY_MAX_MICROS, DIGITS);
  private final AtomicLong sent = new AtomicLong();
  private final AtomicLong unknown = new AtomicLong();
  private final AtomicLong notSent = new AtomicLong();

  void sent() {
    sent.incrementAndGet();
  }

  /** An outcome came so long after its command was due. */
  void came(Outcome outcome, long nanos) {
    long micros = Math.min(LATENCY_MAX_MICROS, Math.max(0, nanos / 1000));
    of(outcome).recordValue(micros);
    recent.recordValue(micros);
  }

  /** No outcome came in time. */
  void unknown() {
    unknown.incrementAndGet();
  }

  /** The command was not sent, for sure. */
  void notSent() {
    notSent.incrementAndGet();
  }

  long sentCount() {
    return sent.get();
  }

  long unknownCount() {
    return unknown.get();
  }

  long notSentCount() {
    return notSent.get();
  }

  /** How many are under way. */
  long inFlight() {
    return sent.get() - unknown.get() - notSent.get() - all().getTotalCount();
  }

  Histogram applied() {
    return applied;
  }

  Histogram conflicts() {
    return conflicts;
  }

  Histogram rejected() {
    return rejected;
  }

  /** Those of all outcomes. */
  Histogram all() {
    Histogram all = new Histogram(LATENCY_MAX_MICROS, DIGITS);
    all.add(applied);
    all.add(conflicts);
    all.add(rejected);
    return all;
  }

  /** Those of the outcomes since the last call. */
  Histogram recent() {
    return recent.getIntervalHistogram();
  }

  private ConcurrentHistogram of(Outcome outcome) {
    return switch (outcome.type()) {
      case APPLIED -> applied;
      case CONFLICT -> conflicts;
      case REJECTED -> rejected;
    };
  }

  private static ConcurrentHistogram histogram() {
    return new ConcurrentHistogram(LATENCY_MAX_MICROS, DIGITS);
  }
}
