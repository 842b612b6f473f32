package io.counterstream.processor.engine;

import io.counterstream.contract.Outcome;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The outcome of a submitted command, there once the table has recorded it. Thread-safe. */
public final class PendingOutcome {
  private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
  private final CounterChain chain;
  private final long offset;

  PendingOutcome(CounterChain chain, long offset) {
    this.chain = chain;
    this.offset = offset;
  }

  /**
   * Waits for the outcome, and lets its command pass a journal that is full.
   *
   * @param timeout how long at most
   * @throws TimeoutException if the table did not record it in time; the command may still be
   *     decided: let it be delivered again
   * @throws StaleOwnerException if another owner decided the command long ago
   * @throws io.counterstream.core.table.UnreadableItemException if the counter's item is no counter
   * @throws InterruptedException if the thread is interrupted
   */
  public Outcome await(Duration timeout) throws TimeoutException, InterruptedException {
    if (!outcome.isDone()) {
      chain.awaited(offset);
    }
    try {
      return outcome.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(failed);
    }
  }

  /** Whether {@link #await} returns or throws at once. */
  public boolean isDone() {
    return outcome.isDone();
  }

  long offset() {
    return offset;
  }

  void decided(Outcome decided) {
    outcome.complete(decided);
  }

  void failed(RuntimeException cause) {
    outcome.completeExceptionally(cause);
  }
}
