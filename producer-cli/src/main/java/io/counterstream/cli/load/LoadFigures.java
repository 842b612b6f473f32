package io.counterstream.cli.load;

import io.counterstream.contract.Outcome;
import io.counterstream.workload.Latencies;
import io.counterstream.workload.LatencyRecorder;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The outcomes of the commands of a load, and their latencies from when each command was due.
 * Thread-safe.
 */
final class LoadFigures {
  private final Map<Outcome.Type, LatencyRecorder> byType = new EnumMap<>(Outcome.Type.class);
  private final LatencyRecorder all = new LatencyRecorder();
  private final AtomicLong sent = new AtomicLong();
  private final AtomicLong unknown = new AtomicLong();
  private final AtomicLong notSent = new AtomicLong();

  LoadFigures() {
    for (Outcome.Type type : Outcome.Type.values()) {
      byType.put(type, new LatencyRecorder());
    }
  }

  void sent() {
    sent.incrementAndGet();
  }

  /** Records an outcome that was received so long after its command was due. */
  void received(Outcome outcome, long nanos) {
    byType.get(outcome.type()).record(nanos);
    all.record(nanos);
  }

  /** Records that no outcome was received in time. */
  void unknown() {
    unknown.incrementAndGet();
  }

  /** Records that a command was certainly not sent. */
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

  long inFlight() {
    return sent.get() - unknown.get() - notSent.get() - all.count();
  }

  long count(Outcome.Type type) {
    return byType.get(type).count();
  }

  Latencies of(Outcome.Type type) {
    return byType.get(type).all();
  }

  /** Returns the latencies of all outcomes. */
  Latencies all() {
    return all.all();
  }

  /** Returns the latencies of the outcomes since the previous call. */
  Latencies recent() {
    return all.recent();
  }
}
