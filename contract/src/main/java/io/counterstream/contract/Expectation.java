package io.counterstream.contract;

/** What a sender believes about the counter; its command applies only if that holds. */
public sealed interface Expectation {
  /** Applies whatever the value. */
  Expectation ANY = new Any();

  /** Applies only to a counter that does not exist yet. */
  Expectation ABSENT = new Absent();

  /** Whether the expectation holds for a counter in {@code state}. */
  boolean holdsFor(CounterState state);

  /** The expectation that the counter has exactly {@code value}. */
  static Expectation exactly(long value) {
    return new Exactly(value);
  }

  /**
   * The counter has this value; a counter that does not exist has the value 0.
   *
   * @param value compared as a 64-bit integer; 0 and 1 are ordinary values
   */
  record Exactly(long value) implements Expectation {
    @Override
    public boolean holdsFor(CounterState state) {
      return state.value() == value;
    }
  }

  /** Anything at all. */
  record Any() implements Expectation {
    @Override
    public boolean holdsFor(CounterState state) {
      return true;
    }
  }

  /** The counter does not exist. */
  record Absent() implements Expectation {
    @Override
    public boolean holdsFor(CounterState state) {
      return !state.exists();
    }
  }
}
