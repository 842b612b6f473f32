package io.counterstream.client;

import io.counterstream.contract.CounterState;
import io.counterstream.contract.Expectation;
import io.counterstream.contract.IncrementCommand;
import io.counterstream.contract.Outcome;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A counter as an object: it behaves like an integer, and knows when it is out of sync.
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
 *       what a program has read is what its next operation expects.
 *   <li>An operation applies only if the counter still has that value <em>and</em> that version.
 *       So it can't be mistaken about a value that went away and came back, and it can't apply
 *       twice.
 *   <li>Operations wait for the outcome, for as long as the configuration says, and are not
 *       interrupted; those of one object run one after the other. {@link #longValue()} never waits.
 * </ul>
 *
 * <p>Operations fail with {@link OutOfSyncException}, {@link RejectedException} (the result would
 * not fit into 64 bits), {@link NotSentException} or {@link OutcomeUnknownException}. After the
 * last one the object holds what it held before, and the next operation expects that: it can't
 * apply on top of the one in doubt.
 *
 * <p>Thread-safe. Equality is identity, as with other numbers that change.
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

  /** Creates the counter with this value if it does not exist, and holds what it is then. */
  static Counter open(Counters counters, String name, long initial) {
    Counter counter = new Counter(counters, name);
    Outcome outcome = counter.decided(initial, Expectation.ABSENT, OptionalLong.empty());
    if (outcome instanceof Outcome.Rejected rejected) {
      throw new RejectedException(name, rejected);
    }
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
   * Adds {@code delta}, which may be negative; returns the new value. Adding 0 changes nothing, and
   * tells whether the object is in sync.
   *
   * @throws OutOfSyncException if another writer was faster; nothing changed, and this object holds
   *     the current value now
   * @throws RejectedException if the result would not fit into 64 bits; nothing changed
   * @throws NotSentException if Kafka can't be reached; nothing changed
   * @throws OutcomeUnknownException if no outcome came in time: ask {@link Counters#outcome}
   */
  public long add(long delta) {
    operation.lock();
    try {
      CounterState expected = seen.state();
      Outcome outcome = decided(
          delta, Expectation.exactly(expected.value()), OptionalLong.of(expected.version()));
      if (outcome.type() == Outcome.Type.CONFLICT) {
        throw new OutOfSyncException(name, expected, seen.state());
      }
      if (outcome instanceof Outcome.Rejected rejected) {
        throw new RejectedException(name, rejected);
      }
      return longValue();
    } finally {
      operation.unlock();
    }
  }

  /**
   * Reads the counter through the log, so that the answer covers every command before it; returns
   * the value, which this object holds from now on.
   *
   * @throws NotSentException if Kafka can't be reached
   * @throws OutcomeUnknownException if no answer came in time; simply try again
   */
  public long refresh() {
    operation.lock();
    try {
      if (decided(0, Expectation.ANY, OptionalLong.empty()) instanceof Outcome.Rejected rejected) {
        throw new RejectedException(name, rejected);
      }
      return longValue();
    } finally {
      operation.unlock();
    }
  }

  /** The counter's name. */
  public String name() {
    return name;
  }

  /** How often the counter had changed when this object saw it last; 0 if it was deleted. */
  public long version() {
    return seen.state().version();
  }

  /**
   * When this object was brought up to date last: the time of its own change, or of the command
   * whose outcome told it the value. In milliseconds; as text it is ISO 8601.
   */
  public Instant timestamp() {
    return seen.timestamp();
  }

  /** The value last seen; never waits. */
  @Override
  public long longValue() {
    return seen.state().value();
  }

  @Override
  public int intValue() {
    return (int) longValue();
  }

  @Override
  public float floatValue() {
    return longValue();
  }

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

  private Outcome decided(long delta, Expectation expected, OptionalLong expectedVersion) {
    Outcome outcome = counters.decided(
        new IncrementCommand(counters.newCommandId(), name, delta, expected, expectedVersion));
    outcome.state().ifPresent(state -> seen = new Seen(state, outcome.timestamp()));
    return outcome;
  }

  /** Only the number can go elsewhere. */
  private Object writeReplace() {
    return longValue();
  }

  /** What an outcome told. */
  private record Seen(CounterState state, Instant timestamp) {}
}
