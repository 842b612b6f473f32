package io.counterstream.contract;

import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What became of one command. Every command gets exactly one outcome, and it is what the table did.
 *
 * <p>{@code timestamp} is always the command's record timestamp, in milliseconds: an outcome has no
 * clock of its own, so that a redelivered command gets the same bytes.
 */
public sealed interface Outcome {
  /** The id of the command that was decided. */
  String commandId();

  /** The command's record timestamp. */
  Instant timestamp();

  /** Which of the three it is. */
  Type type();

  /** The counter's name; empty only if the command was rejected before a name could be read. */
  Optional<String> counterName();

  /** The counter right after the decision; empty only if the rejection does not depend on it. */
  Optional<CounterState> state();

  /** The three types of outcomes; each has a topic of its own. */
  enum Type {
    /** See {@link Applied}. */
    APPLIED("applied"),
    /** See {@link Conflict}. */
    CONFLICT("conflict"),
    /** See {@link Rejected}. */
    REJECTED("rejected");

    private final String word;

    Type(String word) {
      this.word = word;
    }

    /** The word on the wire, such as {@code applied}. */
    public String word() {
      return word;
    }

    /** The type with this word; empty if there is none. */
    public static Optional<Type> ofWord(String word) {
      return Arrays.stream(values()).filter(type -> type.word.equals(word)).findFirst();
    }

    /** The word on the wire. */
    @Override
    public String toString() {
      return word;
    }
  }

  /**
   * The command changed its counter, or its expectation held and it had nothing to add.
   *
   * @param commandId the command's id
   * @param counter the counter's name
   * @param delta what was added
   * @param expected what the sender expected
   * @param expectedVersion the version that the sender expected, if any
   * @param previous the value before; {@code previous + delta = value}
   * @param value the value after
   * @param version the version after: one more than before, or the same after a check; 0 if a check
   *     found no counter
   * @param timestamp the command's record timestamp
   */
  record Applied(
      String commandId,
      String counter,
      long delta,
      Expectation expected,
      OptionalLong expectedVersion,
      long previous,
      long value,
      long version,
      Instant timestamp)
      implements Outcome {
    /** Checks that previous, delta and value agree. */
    public Applied {
      Objects.requireNonNull(commandId, "commandId");
      Objects.requireNonNull(counter, "counter");
      Objects.requireNonNull(timestamp, "timestamp");
      if (previous + delta != value) {
        throw new IllegalArgumentException(
            "previous + delta must be value, but " + previous + " + " + delta + " is not " + value);
      }
    }

    @Override
    public Type type() {
      return Type.APPLIED;
    }

    @Override
    public Optional<String> counterName() {
      return Optional.of(counter);
    }

    @Override
    public Optional<CounterState> state() {
      return Optional.of(new CounterState(value, version));
    }
  }

  /**
   * The expectation failed; the counter is unchanged.
   *
   * @param commandId the command's id
   * @param counter the counter's name
   * @param delta what would have been added
   * @param expected what the sender expected
   * @param expectedVersion the version that the sender expected, if any
   * @param value the current value
   * @param version the current version, 0 if the counter does not exist
   * @param timestamp the command's record timestamp
   */
  record Conflict(
      String commandId,
      String counter,
      long delta,
      Expectation expected,
      OptionalLong expectedVersion,
      long value,
      long version,
      Instant timestamp)
      implements Outcome {
    /** Checks that nothing is missing. */
    public Conflict {
      Objects.requireNonNull(commandId, "commandId");
      Objects.requireNonNull(counter, "counter");
      Objects.requireNonNull(timestamp, "timestamp");
    }

    @Override
    public Type type() {
      return Type.CONFLICT;
    }

    @Override
    public Optional<String> counterName() {
      return Optional.of(counter);
    }

    @Override
    public Optional<CounterState> state() {
      return Optional.of(new CounterState(value, version));
    }
  }

  /**
   * The command was refused for another reason than its expectation.
   *
   * @param commandId the command's id
   * @param counter the counter's name, if one could be read
   * @param reason a word for programs: {@link #OVERFLOW}, {@link #INVALID}, {@link #WRONG_KEY},
   *     {@link #UNUSABLE}, or one that a later version adds
   * @param message a sentence for people: what was expected, and what was found unless the item is
   *     unusable
   * @param state the counter's current state, if the rejection depends on it
   * @param timestamp the command's record timestamp
   */
  record Rejected(
      String commandId,
      Optional<String> counter,
      String reason,
      String message,
      Optional<CounterState> state,
      Instant timestamp)
      implements Outcome {
    /** The result would not fit into 64 bits. */
    public static final String OVERFLOW = "overflow";

    /** A field is missing, unknown, of the wrong type or out of range. */
    public static final String INVALID = "invalid";

    /** The record's key is not the counter's name. */
    public static final String WRONG_KEY = "wrong-key";

    /** The counter's item in the table has no valid value or version. */
    public static final String UNUSABLE = "unusable";

    /** Checks that nothing is missing. */
    public Rejected {
      Objects.requireNonNull(commandId, "commandId");
      Objects.requireNonNull(counter, "counter");
      Objects.requireNonNull(reason, "reason");
      Objects.requireNonNull(message, "message");
      Objects.requireNonNull(state, "state");
      Objects.requireNonNull(timestamp, "timestamp");
    }

    @Override
    public Type type() {
      return Type.REJECTED;
    }

    @Override
    public Optional<String> counterName() {
      return counter;
    }
  }
}
