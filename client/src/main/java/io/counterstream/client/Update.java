package io.counterstream.client;

import io.counterstream.contract.CounterState;
import io.counterstream.contract.Outcome;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongUnaryOperator;

/** One call of {@code update}, over all its attempts. Only its result is for other threads. */
final class Update {
  private final String counter;
  private final LongUnaryOperator delta;
  private final Deadline deadline;
  private final CompletableFuture<Outcome.Applied> result = new CompletableFuture<>();
  private RuntimeException lastFailure;
  private boolean attempted;

  Update(String counter, LongUnaryOperator delta, Deadline deadline) {
    this.counter = counter;
    this.delta = delta;
    this.deadline = deadline;
    // For an update whose time ends before it was sent at all.
    this.lastFailure = new NotSentException(
        "update of counter " + counter
            + " was not sent: its turn did not come within " + deadline
            + ", because the counter could not be read or other updates of it came first, or the"
            + " client was closed",
        null,
        counter,
        null);
  }

  Deadline deadline() {
    return deadline;
  }

  CompletableFuture<Outcome.Applied> result() {
    return result;
  }

  /** What to add to {@code value}, by the caller's function. */
  long deltaFor(long value) {
    return delta.applyAsLong(value);
  }

  /** An attempt is on its way; only its answer ends the update now. */
  void attempt() {
    attempted = true;
  }

  /** The attempt lost against another writer, and changed nothing. */
  void lost(CounterState expected, CounterState current) {
    attempted = false;
    lastFailure = new OutOfSyncException(counter, expected, current);
  }

  /** Its time is up. Ends it, unless an attempt is on its way: that ends by itself. */
  void expire() {
    if (deadline.passed()) {
      giveUp();
    }
  }

  /** Ends it, unless an attempt is on its way. */
  void giveUp() {
    if (!attempted) {
      result.completeExceptionally(lastFailure);
    }
  }
}
