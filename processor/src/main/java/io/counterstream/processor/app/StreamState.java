package io.counterstream.processor.app;

import io.counterstream.processor.progress.Stall;
import io.counterstream.processor.progress.Wait;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.apache.kafka.streams.KafkaStreams.State;

/** The state of Kafka Streams, and since when it has not been running. Thread-safe. */
final class StreamState {
  /** The time that a start or a rebalance may take. */
  private static final Duration REBALANCE_MAX = Duration.ofSeconds(60);

  private final LongSupplier nanoClock;
  private State state = State.CREATED;
  private long notRunningSinceNanos;

  /** A stream that is not started; the clock only rises. */
  StreamState(LongSupplier nanoClock) {
    this.nanoClock = nanoClock;
    this.notRunningSinceNanos = nanoClock.getAsLong();
  }

  /** The state has changed. */
  synchronized void changed(State now) {
    if (state == State.RUNNING) {
      notRunningSinceNanos = nanoClock.getAsLong();
    }
    state = now;
  }

  synchronized State state() {
    return state;
  }

  /** What is wrong with the state, if it is. */
  synchronized Optional<Stall> stall() {
    if (state == State.RUNNING) {
      return Optional.empty();
    }
    Duration lasted = Duration.ofNanos(nanoClock.getAsLong() - notRunningSinceNanos);
    return state.isShuttingDown() || lasted.compareTo(REBALANCE_MAX) > 0
        ? Optional.of(new Stall(
            Wait.Kind.GROUP,
            "waits for the consumer group: the stream is " + state + ", expected RUNNING",
            List.of(),
            lasted))
        : Optional.empty();
  }
}
