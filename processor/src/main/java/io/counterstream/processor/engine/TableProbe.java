package io.counterstream.processor.engine;

import io.counterstream.core.ConditionalPut;
import io.counterstream.core.CounterItem;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * Finds out whether the table still executes requests when all of them fail. Without it, one
 * counter's requests that always fail would look like an outage of the table while no other counter
 * has a command. Thread-safe.
 *
 * <p>Half a second after a request failed, a put is sent that no item fulfils, unless another
 * request has succeeded meanwhile. At most one is under way, so that a table that is out gets no
 * more of them than of the requests of one counter. It is a write, since reads may succeed while
 * all writes fail.
 */
final class TableProbe {
  /** A counter without an item. */
  static final String COUNTER = "counterstream-probe";

  private static final Duration AFTER = Duration.ofMillis(500);
  private static final CounterItem NO_ITEM =
      new CounterItem(COUNTER, 0, OptionalLong.empty(), List.of(), Optional.empty());

  /** A put on condition that there is an item where none is. */
  static final ConditionalPut REFUSED = new ConditionalPut(NO_ITEM, Optional.of(NO_ITEM));

  private final Supplier<? extends CompletionStage<?>> request;
  private final RequestFailures failures;
  private final Environment environment;
  private final AtomicBoolean underWay = new AtomicBoolean();

  /**
   * Creates a probe that sends nothing yet.
   *
   * @param request sends {@link #REFUSED} to the table
   * @param failures learns that the table responds
   * @param environment the timer
   */
  TableProbe(
      Supplier<? extends CompletionStage<?>> request,
      RequestFailures failures,
      Environment environment) {
    this.request = request;
    this.failures = failures;
    this.environment = environment;
  }

  /** A request failed. */
  void requestFailed() {
    if (underWay.compareAndSet(false, true)) {
      environment.schedule(AFTER, this::probe);
    }
  }

  private void probe() {
    if (!failures.isNothingSucceeding()) {
      underWay.set(false);
      return;
    }
    send().whenComplete((response, failure) -> {
      underWay.set(false);
      if (failure == null) {
        failures.tableResponded();
      }
    });
  }

  private CompletionStage<?> send() {
    try {
      return request.get();
    } catch (RuntimeException unsent) {
      return CompletableFuture.failedStage(unsent);
    }
  }
}
