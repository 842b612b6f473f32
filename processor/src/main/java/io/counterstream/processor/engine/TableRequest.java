package io.counterstream.processor.engine;

import java.util.concurrent.CompletionStage;

/**
 * A request to the table, sent by a {@link RequestScheduler}. It ends with one of {@link
 * #completed}, {@link #failed} and {@link #rejected}, unless it is cancelled.
 *
 * @param <T> the response
 */
interface TableRequest<T> {
  /** The counter that it is for. */
  RequestFailures.Counter counter();

  /** Whether the request must not be sent any more. */
  boolean isCancelled();

  /** Sends the request. */
  CompletionStage<T> send();

  /** The table responded. */
  void completed(T response);

  /**
   * The table did not respond or was too busy, and may have executed the request: send it again.
   */
  void failed();

  /** The request can't succeed. */
  void rejected(RuntimeException cause);
}
