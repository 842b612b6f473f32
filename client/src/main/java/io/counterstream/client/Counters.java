package io.counterstream.client;

import io.counterstream.contract.Bounds;
import io.counterstream.contract.CounterCommand;
import io.counterstream.contract.Expectation;
import io.counterstream.contract.Outcome;
import io.counterstream.contract.failure.Causes;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongUnaryOperator;

/**
 * A client of Counterstream: returns counters as objects, sends commands, returns their outcomes.
 *
 * <pre>{@code
 * try (Counters counters = Counters.connect(config)) {
 *   Counter views = counters.counter("page-views", 0);
 *   views.increment();
 * }
 * }</pre>
 *
 * <p>Thread-safe; one instance serves a whole program, with thousands of commands in flight. It
 * survives restarts of brokers and processors, during which outcomes take longer.
 *
 * <p>All stages complete on one thread of the client. Continuations that are attached without
 * {@code Async} run on that thread, so they should be quick and must not wait for another outcome.
 */
public final class Counters implements AutoCloseable {
  private final Duration timeout;
  private final Connection connection;
  private final Set<CompletableFuture<?>> outstanding = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  private Counters(Duration timeout, Connection connection) {
    this.timeout = timeout;
    this.connection = connection;
  }

  /**
   * Connects, and checks that the topics exist and that commands may be written and outcomes read.
   * Waits for the brokers up to the configured time-out.
   *
   * @throws NotConnectedException if Kafka can't be reached or used as configured, a topic or a
   *     right is missing; the message says which, and the cure
   */
  public static Counters connect(ClientConfig config) {
    return new Counters(config.timeout(), Connection.open(config));
  }

  /** As {@link #connect}, with a connection that a test has made unreliable. */
  static Counters over(ClientConfig config, Connection connection) {
    return new Counters(config.timeout(), connection);
  }

  /**
   * Returns a counter as an object. A counter that does not exist is created with the value {@code
   * initial}; one that exists is not changed, even if its value is 0. Waits for the outcome up to
   * the configured time-out.
   *
   * @param name 1 to 255 bytes in UTF-8
   * @throws IllegalArgumentException if the name is empty, too long or has half of a surrogate pair
   * @throws RejectedException if the counter's item in the table is unusable; nothing changed
   * @throws NotSentException if Kafka can't be reached; nothing changed
   * @throws OutcomeUnknownException if no outcome arrived in time; try again
   */
  public Counter counter(String name, long initial) {
    return Counter.open(this, name, initial);
  }

  /** As {@link #send(CounterCommand, Duration)}, with the configured time-out. */
  public CompletionStage<Outcome> send(CounterCommand command) {
    return send(command, timeout);
  }

  /**
   * Sends a command. Commands of one counter are sent in the order of the calls. Blocks only while
   * the producer's buffer is full, or until the brokers have returned the topic's partitions.
   *
   * @param command if it was sent before, within the window in which the processor compares
   *     commands, it applies once, and the outcome is that of the first record. For another command
   *     the id must be new; see {@link #newCommandId()}
   * @param patience how long to wait for the outcome, from now on
   * @return the outcome, which may be a conflict or a rejection. Fails with {@link
   *     NotSentException} or {@link OutcomeUnknownException}: when the time has passed, or at once
   *     if no outcome can be read, for example because a right was withdrawn
   * @throws IllegalArgumentException if a command with this id is in flight in this client
   * @throws IllegalStateException if this client was closed
   */
  public CompletionStage<Outcome> send(CounterCommand command, Duration patience) {
    requireOpen();
    return track(connection.channel().send(command, Deadline.in(patience)));
  }

  /**
   * Deletes a counter if it has the expected value. Afterwards it does not exist; if it is created
   * again, its version goes on. Waits for the outcome as {@link #send(CounterCommand)} does.
   *
   * @param name 1 to 255 bytes in UTF-8
   * @param expected a value, or {@link Expectation#ANY}
   * @return the outcome: applied, also if there was nothing to delete; a conflict if the value is
   *     another one; or a rejection. Fails as {@link #send(CounterCommand, Duration)} does
   * @throws IllegalArgumentException if the name is invalid, or absence is expected
   * @throws IllegalStateException if this client was closed
   */
  public CompletionStage<Outcome> delete(String name, Expectation expected) {
    return send(CounterCommand.deleting(newCommandId(), name, expected, OptionalLong.empty()));
  }

  /** As {@link #add(String, long, Bounds, Duration)}, with the configured time-out. */
  public CompletionStage<Outcome.Applied> add(String name, long delta, Bounds bounds) {
    return add(name, delta, bounds, timeout);
  }

  /**
   * Adds to a counter, whatever its value, if the new value lies within bounds. Whether it does is
   * decided where the counter is, in one round trip, however many clients do the same.
   *
   * <pre>{@code
   * counters
   *     .add("tickets", -1, Bounds.atLeast(0))
   *     .thenAccept(applied -> print(applied.value() + " left"));
   * }</pre>
   *
   * @param name 1 to 255 bytes in UTF-8
   * @param delta what to add; 0 tests whether the present value lies within
   * @param patience how long to wait for the outcome, from now on
   * @return the outcome. Fails with {@link BoundsException} (the value would not lie within the
   *     bounds; nothing changed), {@link RejectedException}, {@link NotSentException} (nothing
   *     changed) or {@link OutcomeUnknownException}; ask {@link #outcome} then, because a second
   *     call may add a second time
   * @throws IllegalArgumentException if the name is empty, too long or has half of a surrogate pair
   * @throws IllegalStateException if this client was closed
   */
  public CompletionStage<Outcome.Applied> add(
      String name, long delta, Bounds bounds, Duration patience) {
    requireOpen();
    CounterCommand command = new CounterCommand(newCommandId(), name, delta, Expectation.ANY);
    CompletableFuture<Outcome.Applied> result = new CompletableFuture<>();
    connection
        .channel()
        .send(command.within(bounds), Deadline.in(patience))
        .whenComplete((outcome, failure) -> {
          if (failure != null) {
            result.completeExceptionally(failure);
          } else if (outcome instanceof Outcome.Applied applied) {
            result.complete(applied);
          } else {
            result.completeExceptionally(refusal(outcome));
          }
        });
    return track(result);
  }

  private static RuntimeException refusal(Outcome outcome) {
    return outcome instanceof Outcome.Conflict conflict
        ? new BoundsException(conflict)
        : new RejectedException(outcome.counterName().orElseThrow(), (Outcome.Rejected) outcome);
  }

  /** As {@link #update(String, LongUnaryOperator, Duration)}, with the configured time-out. */
  public CompletionStage<Outcome.Applied> update(String name, LongUnaryOperator delta) {
    return update(name, delta, timeout);
  }

  /**
   * Adds what a function returns for the current value, exactly once.
   *
   * <pre>{@code
   * counters
   *     .update("stock", value -> value > 0 ? -1 : 0)
   *     .thenAccept(applied -> print(applied.delta() == 0 ? "sold out" : "sold one"));
   * }</pre>
   *
   * <ul>
   *   <li>Each attempt expects the value that was passed to the function, and its version. After a
   *       conflict the function is called with the new value, after a random pause, until the
   *       deadline.
   *   <li>An attempt whose delivery is in doubt is sent again with the same id and the same
   *       expectation, so at most one of the records can apply. If the outcome is a conflict, or a
   *       rejection because the item is unusable, the client searches the result topics to learn
   *       whether another record applied.
   *   <li>Updates of one counter share round trips. Without other writers they apply in the order
   *       of the calls.
   *   <li>If the counter does not exist, the function is called with 0, and the update creates it.
   * </ul>
   *
   * @param name 1 to 255 bytes in UTF-8
   * @param delta returns what to add to its argument, the value; 0 changes nothing. It may be
   *     called several times, on the thread that completes all stages, so it must be quick and must
   *     depend on the value only
   * @param patience how long to wait, over all attempts
   * @return the outcome of the attempt that applied. Fails with {@link OutOfSyncException} (every
   *     attempt lost; nothing changed), {@link RejectedException}, {@link NotSentException}
   *     (nothing changed), {@link OutcomeUnknownException} (the last attempt may still apply), or
   *     with what the function threw
   * @throws IllegalArgumentException if the name is empty, too long or has half of a surrogate pair
   * @throws IllegalStateException if this client was closed
   */
  public CompletionStage<Outcome.Applied> update(
      String name, LongUnaryOperator delta, Duration patience) {
    requireOpen();
    return track(connection.updates().add(name, delta, Deadline.in(patience)));
  }

  /** As {@link #outcome(String, SendPosition, Duration)}, with the configured time-out. */
  public CompletionStage<Optional<Outcome>> outcome(String commandId, SendPosition from) {
    return outcome(commandId, from, timeout);
  }

  /**
   * Finds out what became of a command whose outcome did not arrive in time. Searches the result
   * topics for its id, from their end when the command was sent. If it is not there, or was
   * rejected because the item was unusable, sends a check to the same partition, waits until that
   * is decided, and searches again.
   *
   * @param commandId see {@link OutcomeUnknownException#commandId()}
   * @param from see {@link OutcomeUnknownException#position()}
   * @return the outcome; the applied one, if the command was sent several times. Empty if the log
   *     has no record with this id before the check. If this client sent the command, none will
   *     follow; the producer of another process may retry for its {@code delivery.timeout.ms}.
   *     Fails with {@link OutcomeUnknownException} if the search takes too long, or if the result
   *     topics no longer reach back to the position
   */
  public CompletionStage<Optional<Outcome>> outcome(
      String commandId, SendPosition from, Duration patience) {
    requireOpen();
    return track(connection.resolver().resolve(commandId, from, Deadline.in(patience)));
  }

  /** Returns an id that no other command has. */
  public String newCommandId() {
    return connection.newCommandId();
  }

  /** As {@link #close(Duration)}, with the configured time-out. */
  @Override
  public void close() {
    close(timeout);
  }

  /**
   * Accepts no more calls, waits for the commands in flight, and closes. Commands that are still in
   * flight then fail, as they do at their deadline. A second call does nothing.
   *
   * @param patience how long to wait
   */
  public void close(Duration patience) {
    connection.scheduler().requireOtherThread();
    closed = true;
    Deadline deadline = Deadline.in(patience);
    try {
      CompletableFuture.allOf(outstanding.toArray(CompletableFuture<?>[]::new))
          .get(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException failedOrLate) {
      // The caller that holds the stage handles its failure.
    }
    connection.close(deadline.remaining());
  }

  /** Sends a command and waits for its outcome. */
  Outcome sendAndWait(CounterCommand command) {
    connection.scheduler().requireOtherThread();
    try {
      return send(command).toCompletableFuture().join();
    } catch (CompletionException failed) {
      throw Causes.unwrapped(failed) instanceof RuntimeException cause ? cause : failed;
    }
  }

  private <T> CompletableFuture<T> track(CompletableFuture<T> stage) {
    outstanding.add(stage);
    stage.whenComplete((done, failed) -> outstanding.remove(stage));
    return stage;
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("this client was closed: connect another one");
    }
  }
}
