package io.counterstream.client;

import io.counterstream.contract.CounterState;
import io.counterstream.contract.Outcome;
import io.counterstream.contract.failure.Causes;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongUnaryOperator;

/** One call of {@code update}, over all its attempts. Other threads may use only its result. */
final class PendingUpdate {
  private final String counter;
  private final LongUnaryOperator delta;
  private final Deadline deadline;
  private final CompletableFuture<Outcome.Applied> result = new CompletableFuture<>();
  private RuntimeException lastFailure;
  private boolean inFlight;

  PendingUpdate(String counter, LongUnaryOperator delta, Deadline deadline) {
    this.counter = counter;
    this.delta = delta;
    this.deadline = deadline;
    // The failure of an update that ends before its first attempt is sent.
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

  /** Notes why the counter could not be read, for an update whose first attempt is not sent yet. */
  void notRead(Throwable failure) {
    if (lastFailure instanceof NotSentException) {
      lastFailure = new NotSentException(
          "update of counter " + counter + " was not sent: the counter could not be read: "
              + Causes.explain(failure),
          null,
          counter,
          failure);
    }
  }

  /** What the caller's function adds to {@code value}. */
  long deltaFor(long value) {
    return delta.applyAsLong(value);
  }

  /** Notes that an attempt is in flight; from now on only its outcome ends the update. */
  void attemptSent() {
    inFlight = true;
  }

  /** Notes that another writer was faster than the attempt, which changed nothing. */
  void attemptLost(CounterState expected, CounterState current) {
    inFlight = false;
    lastFailure = new OutOfSyncException(counter, expected, current);
  }

  /** Fails the update if its deadline has passed and no attempt is in flight. */
  void failIfExpired() {
    if (deadline.passed()) {
      failUnlessInFlight();
    }
  }

  /** Fails the update unless an attempt is in flight. */
  void failUnlessInFlight() {
    if (!inFlight) {
      result.completeExceptionally(lastFailure);
    }
  }
}
