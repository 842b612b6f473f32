package io.counterstream.client;

import io.counterstream.contract.Bounds;
import io.counterstream.contract.CounterCommand;
import io.counterstream.contract.CounterState;
import io.counterstream.contract.Expectation;
import io.counterstream.contract.Outcome;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiFunction;

/**
 * A counter as an object: it behaves like an integer, and notices when it is out of sync.
 *
 * <pre>{@code
 * Counter views = counters.counter("page-views", 0);
 * views.increment();
 * try {
 *   views.add(10);
 * } catch (OutOfSyncException faster) {
 *   views.add(10); // another writer was faster; the object holds the current value now
 * }
 * }</pre>
 *
 * <ul>
 *   <li>The object holds the value and version that it saw last. It never changes by itself, so
 *       its next operation expects what the program has read.
 *   <li>An operation applies only if the counter still has that value <em>and</em> that version.
 *       So it notices a value that changed and changed back, and it can't apply twice.
 *   <li>Operations wait for the outcome up to the configured time-out and can't be interrupted;
 *       those of one object run one after another. {@link #longValue()} never waits.
 * </ul>
 *
 * <p>Operations fail with {@link OutOfSyncException}, {@link BoundsException}, {@link
 * RejectedException} (the result would not fit into 64 bits, or the item is unusable), {@link
 * NotSentException} or {@link OutcomeUnknownException}. After the last one the object still holds
 * the state from before, and its next operation expects that state; so at most one of the two can
 * apply.
 *
 * <p>Thread-safe. Equality is identity, as with other numbers that change: {@code equals(0)} is
 * always false. Compare with {@link #compareTo(long)} or {@link #longValue()}.
 */
public final class Counter extends Number implements Comparable<Counter> {
  private static final long serialVersionUID = 1;

  private final transient Counters counters;
  private final transient ReentrantLock operation = new ReentrantLock(true);
  private final String name;
  private transient volatile Seen seen;

  private Counter(Counters counters, String name) {
    this.counters = counters;
    this.name = name;
  }

  /** Creates the counter with this value if it does not exist, and holds its state. */
  static Counter open(Counters counters, String name, long initial) {
    Counter counter = new Counter(counters, name);
    counter.send(new CounterCommand(counters.newCommandId(), name, initial, Expectation.ABSENT));
    return counter;
  }

  /** Adds 1; returns the new value. */
  public long increment() {
    return add(1);
  }

  /** Subtracts 1; returns the new value. */
  public long decrement() {
    return add(-1);
  }

  /**
   * Adds {@code delta}, which may be negative; returns the new value. Adding 0 changes nothing, but
   * checks whether the object is in sync.
   *
   * @throws OutOfSyncException if another writer was faster; nothing changed, and this object holds
   *     the current state now
   * @throws RejectedException if the result would not fit into 64 bits, or the item is unusable;
   *     nothing changed
   * @throws NotSentException if Kafka can't be reached; nothing changed
   * @throws OutcomeUnknownException if no outcome arrived in time; ask {@link Counters#outcome}
   */
  public long add(long delta) {
    return add(delta, Bounds.NONE);
  }

  /**
   * Adds {@code delta} as {@link #add(long)} does, if the new value lies within the bounds; returns
   * the new value.
   *
   * @throws BoundsException if the object is in sync and the new value would not lie within the
   *     bounds; nothing changed
   */
  public long add(long delta, Bounds bounds) {
    return sendInSync((value, version) -> new CounterCommand(
            counters.newCommandId(), name, delta, Expectation.exactly(value), version)
        .within(bounds));
  }

  /**
   * Deletes the counter. This object then holds 0, and {@link #exists()} is false; adding to it
   * creates the counter again.
   *
   * @throws OutOfSyncException if another writer was faster; nothing changed, and this object holds
   *     the current state now
   * @throws RejectedException if the item is unusable; nothing changed
   * @throws NotSentException if Kafka can't be reached; nothing changed
   * @throws OutcomeUnknownException if no outcome arrived in time; ask {@link Counters#outcome}
   */
  public void delete() {
    sendInSync((value, version) -> CounterCommand.deleting(
        counters.newCommandId(), name, Expectation.exactly(value), version));
  }

  /** Whether the counter existed when this object saw it last. */
  public boolean exists() {
    return seen.state().exists();
  }

  private long sendInSync(BiFunction<Long, OptionalLong, CounterCommand> command) {
    operation.lock();
    try {
      CounterState expected = seen.state();
      Outcome outcome = send(command.apply(expected.value(), OptionalLong.of(expected.version())));
      if (outcome instanceof Outcome.Conflict conflict) {
        throw conflict.cause().equals(Outcome.Conflict.BOUNDS)
            ? new BoundsException(conflict)
            : new OutOfSyncException(name, expected, seen.state());
      }
      return longValue();
    } finally {
      operation.unlock();
    }
  }

  /**
   * Reads the counter through the log, so that the result includes every command before it; returns
   * the value, which this object holds from now on.
   *
   * @throws NotSentException if Kafka can't be reached
   * @throws OutcomeUnknownException if no outcome arrived in time; try again
   */
  public long refresh() {
    operation.lock();
    try {
      send(new CounterCommand(counters.newCommandId(), name, 0, Expectation.ANY));
      return longValue();
    } finally {
      operation.unlock();
    }
  }

  /** The counter's name, as it was given. */
  public String name() {
    return name;
  }

  /** How often the counter had changed when this object saw it last. */
  public long version() {
    return seen.state().version();
  }

  /**
   * When this object was updated last: the record timestamp of the command whose outcome it holds,
   * with a precision of milliseconds. Producers set it, so it may be far in the past or future.
   */
  public Instant timestamp() {
    return seen.timestamp();
  }

  /** The value last seen; never waits. */
  @Override
  public long longValue() {
    return seen.state().value();
  }

  /** The low 32 bits of the value last seen: another number if that is outside 32 bits. */
  @Override
  public int intValue() {
    return (int) longValue();
  }

  /** The value last seen, rounded beyond 2^24. */
  @Override
  public float floatValue() {
    return longValue();
  }

  /** The value last seen, rounded beyond 2^53. */
  @Override
  public double doubleValue() {
    return longValue();
  }

  /** Compares the values last seen. */
  @Override
  public int compareTo(Counter other) {
    return compareTo(other.longValue());
  }

  /** Compares the value last seen with a number. */
  public int compareTo(long number) {
    return Long.compare(longValue(), number);
  }

  /** The value last seen, in decimal. */
  @Override
  public String toString() {
    return Long.toString(longValue());
  }

  /** Sends a command, waits for its outcome, and holds the state that the outcome shows. */
  private Outcome send(CounterCommand command) {
    Outcome outcome = counters.sendAndWait(command);
    outcome.state().ifPresent(state -> seen = new Seen(state, outcome.timestamp()));
    if (outcome instanceof Outcome.Rejected rejected) {
      throw new RejectedException(name, rejected);
    }
    return outcome;
  }

  /** Serializes the value only; the connection can't be. */
  private Object writeReplace() {
    return longValue();
  }

  /** The state that an outcome showed, and its time. */
  private record Seen(CounterState state, Instant timestamp) {}
}
