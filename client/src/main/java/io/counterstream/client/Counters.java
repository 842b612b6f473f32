package io.counterstream.client;

import io.counterstream.contract.IncrementCommand;
import io.counterstream.contract.Outcome;
import io.counterstream.contract.failure.Causes;
import java.time.Duration;
import java.util.Optional;
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
 * A client of Counterstream: gives counters as objects, sends commands and brings their outcomes.
 *
 * <pre>{@code
 * try (Counters counters = Counters.connect(config)) {
 *   Counter views = counters.counter("page-views", 0);
 *   views.increment();
 * }
 * }</pre>
 *
 * <p>Thread-safe; one instance serves a whole program, with thousands of commands in flight. It
 * survives restarts of brokers and processors: what is in flight then takes longer.
 *
 * <p>Stages complete on one thread of the client's, and what is attached to them without {@code
 * Async} runs there: it should be quick, and must not wait for another outcome.
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
   * Connects, and checks that the topics are there and can be read.
   *
   * @throws NotConnectedException if not; the message says what is wrong
   */
  public static Counters connect(ClientConfig config) {
    return new Counters(config.timeout(), Connection.open(config));
  }

  /** As {@link #connect}, with a connection that a test has weakened. */
  static Counters over(ClientConfig config, Connection connection) {
    return new Counters(config.timeout(), connection);
  }

  /**
   * A counter as an object. It is created with {@code initial} if it does not exist; one that
   * exists stays as it is, at 0 too.
   *
   * @throws NotSentException if Kafka can't be reached; nothing changed
   * @throws OutcomeUnknownException if no outcome came in time; simply try again
   */
  public Counter counter(String name, long initial) {
    return Counter.open(this, name, initial);
  }

  /** Sends a command as it is, and waits for its outcome as long as the configuration says. */
  public CompletionStage<Outcome> send(IncrementCommand command) {
    return send(command, timeout);
  }

  /**
   * Sends a command as it is. Commands of one counter go out in the order of the calls. Waits only
   * while the producer's buffer is full, or where the brokers have not named the partitions yet.
   *
   * @param command its id must be new: outcomes are known by it. See {@link #newCommandId()}
   * @param patience how long to wait for the outcome
   * @return the outcome, also a conflict or a rejection. Fails with {@link NotSentException} or
   *     {@link OutcomeUnknownException}
   * @throws IllegalArgumentException if a command with this id is in flight
   */
  public CompletionStage<Outcome> send(IncrementCommand command, Duration patience) {
    requireOpen();
    return track(connection.channel().send(command, Deadline.in(patience)));
  }

  /** As {@link #update(String, LongUnaryOperator, Duration)}, as long as the configuration says. */
  public CompletionStage<Outcome.Applied> update(String name, LongUnaryOperator delta) {
    return update(name, delta, timeout);
  }

  /**
   * Adds what a function says of the current value, exactly once.
   *
   * <pre>{@code
   * counters
   *     .update("stock", value -> value > 0 ? -1 : 0)
   *     .thenAccept(applied -> print(applied.delta() == 0 ? "sold out" : "sold one"));
   * }</pre>
   *
   * <ul>
   *   <li>Each attempt expects the value that the function was given, and its version. On a
   *       conflict the function is asked again with the new value, after a random pause, until the
   *       time is up.
   *   <li>An attempt whose delivery is in doubt is sent again under the same id and the same
   *       expectation; of such two, one at most can apply. If the answer then is a conflict, the
   *       result topics are read again to learn whether it was the first one that applied.
   *   <li>Updates of one counter share round trips. Without other writers they apply in the order
   *       of the calls.
   *   <li>If the counter does not exist, the function is given 0, and the update creates it.
   * </ul>
   *
   * @param delta gives what to add to the value that it is given; 0 changes nothing. It may be
   *     called several times, on the thread that completes all stages, so it must be quick, and
   *     depend on nothing but the value
   * @param patience for all attempts
   * @return the outcome of the attempt that applied. Fails with {@link OutOfSyncException} (every
   *     attempt lost; nothing changed), {@link RejectedException}, {@link NotSentException}
   *     (nothing changed), {@link OutcomeUnknownException} (the last attempt may still apply), or
   *     with what the function threw
   */
  public CompletionStage<Outcome.Applied> update(
      String name, LongUnaryOperator delta, Duration patience) {
    requireOpen();
    return track(connection.updates().add(name, delta, Deadline.in(patience)));
  }

  /** As {@link #outcome(String, SendPosition, Duration)}, as long as the configuration says. */
  public CompletionStage<Optional<Outcome>> outcome(String commandId, SendPosition from) {
    return outcome(commandId, from, timeout);
  }

  /**
   * What became of a command whose outcome did not come in time. Looks for its id in the result
   * topics, from where they ended when it was sent. If it is not there, sends a check behind it,
   * waits for that to be decided, and looks again.
   *
   * @param commandId see {@link OutcomeUnknownException#commandId()}
   * @param from see {@link OutcomeUnknownException#position()}
   * @return the outcome; the applied one, if the command was sent several times. Empty if no record
   *     of this id stood in the log before the check. If this very client had sent it, none will
   *     come later; another process's producer may still be trying, for as long as its {@code
   *     delivery.timeout.ms}. Fails with {@link OutcomeUnknownException} if there is no answer in
   *     time, or if the result topics don't reach back that far any more
   */
  public CompletionStage<Optional<Outcome>> outcome(
      String commandId, SendPosition from, Duration patience) {
    requireOpen();
    return track(connection.questions().ask(commandId, from, Deadline.in(patience)));
  }

  /** An id that no other command has. */
  public String newCommandId() {
    return connection.newCommandId();
  }

  /** Waits for what is in flight as long as the configuration says, and closes. */
  @Override
  public void close() {
    close(timeout);
  }

  /**
   * Takes no more calls, waits for what is in flight, and closes. What is in flight then fails, as
   * it does at its deadline. A second call does nothing.
   *
   * @param patience how long to wait
   */
  public void close(Duration patience) {
    connection.worker().refuseToWaitHere();
    closed = true;
    Deadline deadline = Deadline.in(patience);
    try {
      CompletableFuture.allOf(outstanding.toArray(CompletableFuture<?>[]::new))
          .get(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException failedOrLate) {
      // Whoever holds the stage learns of it.
    }
    connection.close(deadline.remaining());
  }

  /** Sends a command and waits for its outcome. */
  Outcome decided(IncrementCommand command) {
    connection.worker().refuseToWaitHere();
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
