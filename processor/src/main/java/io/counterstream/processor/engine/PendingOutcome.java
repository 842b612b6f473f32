package io.counterstream.processor.engine;

import io.counterstream.contract.Outcome;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/** The outcome of a submitted command, complete once the table has recorded it. Thread-safe. */
public final class PendingOutcome {
  private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
  private final long offset;
  private final AwaitedCounter counter;

  /**
   * Creates the outcome of the command at an offset.
   *
   * @param counter told when a thread starts to wait
   */
  PendingOutcome(long offset, AwaitedCounter counter) {
    this.offset = offset;
    this.counter = counter;
  }

  /**
   * Waits for the outcome, and lets its command pass the limit of a full journal.
   *
   * @param environment how the calling thread waits
   * @param timeout the time to wait at most
   * @throws TimeoutException if the table did not record the outcome in time. The command may still
   *     be decided; let it be redelivered
   * @throws StaleOwnerException if the command was decided and its outcome committed before; see
   *     there
   * @throws io.counterstream.core.table.ItemFaultException if the counter's item can't be read or
   *     written; give no outcome until it is fixed
   * @throws LogRewrittenException if the log holds another command than the one decided; stop
   * @throws InterruptedException if the thread is interrupted
   */
  public Outcome await(Environment environment, Duration timeout)
      throws TimeoutException, InterruptedException {
    if (!outcome.isDone()) {
      counter.awaited(offset);
    }
    try {
      return environment.await(outcome, timeout);
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(failed);
    }
  }

  /** What the outcome waits for, as a phrase. */
  public String waitsFor() {
    return counter.waitsFor();
  }

  /**
   * How the counter's requests have failed for ten seconds or more while those of other counters
   * succeed; empty if that is not so.
   */
  public Optional<String> failsAlone() {
    return counter.failsAlone();
  }

  /** Whether {@link #await} returns or throws at once. */
  public boolean isDone() {
    return outcome.isDone();
  }

  long offset() {
    return offset;
  }

  void complete(Outcome decided) {
    outcome.complete(decided);
  }

  void fail(RuntimeException cause) {
    outcome.completeExceptionally(cause);
  }
}
