package io.counterstream.contract;

/** What a sender expects of the counter; its command applies only if the expectation holds. */
public sealed interface Expectation {
  /** Holds for every state. */
  Expectation ANY = new Any();

  /** Holds only if the counter does not exist. */
  Expectation ABSENT = new Absent();

  /** Whether the expectation holds for a counter in {@code state}. */
  boolean holdsFor(CounterState state);

  /** Returns the expectation that the counter has exactly {@code value}. */
  static Expectation exactly(long value) {
    return new Exactly(value);
  }

  /**
   * Holds if the counter has this value; a counter that does not exist has the value 0.
   *
   * @param value compared as a 64-bit integer; 0 and 1 are ordinary values
   */
  record Exactly(long value) implements Expectation {
    @Override
    public boolean holdsFor(CounterState state) {
      return state.value() == value;
    }
  }

  /** Holds for every state. */
  record Any() implements Expectation {
    @Override
    public boolean holdsFor(CounterState state) {
      return true;
    }
  }

  /** Holds if the counter does not exist. */
  record Absent() implements Expectation {
    @Override
    public boolean holdsFor(CounterState state) {
      return !state.exists();
    }
  }
}
