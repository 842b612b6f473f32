package io.counterstream.processor.engine;

import io.counterstream.contract.failure.Causes;
import io.counterstream.core.LogSource;
import io.counterstream.core.table.ItemFaultException;
import java.time.Duration;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;

/**
 * Decides when each request of an instance is sent to the table. Thread-safe.
 *
 * <ul>
 *   <li><em>Room</em>: at most a number of requests is in flight, over all partitions.
 *   <li><em>Turns</em>: when there is no room, the partitions take turns, and within a partition
 *       the request for the lowest offset is sent first. The stream waits for outcomes in that
 *       order within one transaction. A slow table must not spend the transaction's time on
 *       commands that one partition has polled ahead, while another one waits for its first.
 *   <li><em>Backoff</em>: a request that failed before is delayed first.
 *   <li><em>Failures</em>: those that last are logged. While everything fails, a {@link TableProbe}
 *       finds out whether that is the table's fault or that of a few counters.
 * </ul>
 *
 * <p>A request is sent on the thread that schedules it, or on the one that makes room for it: the
 * timer's, or the table client's.
 */
final class RequestScheduler implements AutoCloseable {
  private final Backoff backoff;
  private final RequestFailures failures;
  private final TableProbe probe;
  private final Environment environment;

  /** The requests without room. The partition whose turn is next is first. */
  private final Map<LogSource, PriorityQueue<Waiting>> waiting = new LinkedHashMap<>();

  private int room;
  private volatile boolean closed;

  /** A request without room. */
  private record Waiting(long offset, TableRequest<?> request) {}

  /**
   * Creates a scheduler with room for {@code requestsInFlightMax} requests.
   *
   * @param requestsInFlightMax the number of requests in flight at most, 1 or more
   * @param backoff the delays of failed requests
   * @param failures the failures of requests so far
   * @param probe tells an outage from failures of a few counters
   * @param environment the timer and the random numbers of the delays; closed with the scheduler
   */
  RequestScheduler(
      int requestsInFlightMax,
      Backoff backoff,
      RequestFailures failures,
      TableProbe probe,
      Environment environment) {
    this.room = requestsInFlightMax;
    this.backoff = backoff;
    this.failures = failures;
    this.probe = probe;
    this.environment = environment;
  }

  /** The failures of requests so far. */
  RequestFailures failures() {
    return failures;
  }

  /**
   * Sends a request as soon as its delay is over and there is room.
   *
   * @param partition the partition that it belongs to
   * @param offset the offset of the command that it is for
   * @param failures how often it failed before
   * @param request the request
   */
  void schedule(LogSource partition, long offset, int failures, TableRequest<?> request) {
    if (failures == 0) {
      enter(partition, new Waiting(offset, request));
      return;
    }
    Duration delay;
    synchronized (environment) {
      delay = backoff.after(failures, environment.random());
    }
    environment.schedule(delay, () -> enter(partition, new Waiting(offset, request)));
  }

  /** Whether this was closed: no request is sent any more. */
  boolean isClosed() {
    return closed;
  }

  /** Sends no more requests. Those in flight may still be executed. */
  @Override
  public void close() {
    closed = true;
    environment.close();
  }

  private void enter(LogSource partition, Waiting entering) {
    synchronized (this) {
      if (room == 0) {
        waiting
            .computeIfAbsent(
                partition, first -> new PriorityQueue<>(Comparator.comparingLong(Waiting::offset)))
            .add(entering);
        return;
      }
      room--;
    }
    if (!send(entering.request())) {
      leave();
    }
  }

  /** A request gives its room back: to the one whose turn it is, or for later ones. */
  private void leave() {
    Waiting next;
    do {
      synchronized (this) {
        if (waiting.isEmpty()) {
          room++;
          return;
        }
        next = takeTurn();
      }
    } while (!send(next.request()));
  }

  private Waiting takeTurn() {
    Iterator<Map.Entry<LogSource, PriorityQueue<Waiting>>> turns =
        waiting.entrySet().iterator();
    Map.Entry<LogSource, PriorityQueue<Waiting>> first = turns.next();
    turns.remove();
    Waiting next = first.getValue().remove();
    if (!first.getValue().isEmpty()) {
      waiting.put(first.getKey(), first.getValue());
    }
    return next;
  }

  /** Returns whether the request is in flight, so that it gives its room back when it ends. */
  private <T> boolean send(TableRequest<T> request) {
    if (closed || request.isCancelled()) {
      return false;
    }
    CompletableFuture<T> response;
    try {
      response = request.send().toCompletableFuture();
    } catch (RuntimeException | Error unsent) {
      end(request, null, unsent);
      return false;
    }
    if (response.isDone()) {
      // A closed client, for example, fails every request at once. The caller then sends the next
      // request. If this one did so, thousands of waiting requests would be nested calls.
      response.whenComplete((value, failure) -> end(request, value, failure));
      return false;
    }
    response.whenComplete((value, failure) -> {
      try {
        end(request, value, failure);
      } finally {
        leave();
      }
    });
    return true;
  }

  private <T> void end(TableRequest<T> request, T response, Throwable failure) {
    if (failure == null) {
      failures.succeeded(request);
      request.completed(response);
      return;
    }
    Throwable cause = Causes.unwrapped(failure);
    if (cause instanceof ItemFaultException fault) {
      request.rejected(fault);
    } else if (cause instanceof Error error) {
      request.rejected(new IllegalStateException(error));
    } else {
      failures.failed(request, cause);
      request.failed();
      if (!closed) {
        probe.requestFailed();
      }
    }
  }
}
