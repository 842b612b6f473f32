package io.counterstream.contract;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What became of one command. Every command gets exactly one, and it is what the table did.
 *
 * <p>{@code timestamp} is always the command's record timestamp, in milliseconds: outcomes carry no
 * clock of their own, so that a second delivery gives the same bytes.
 */
public sealed interface Outcome {
  /** The id of the command that this answers. */
  String commandId();

  /** The command's record timestamp. */
  Instant timestamp();

  /** {@code applied}, {@code conflict} or {@code rejected}: the word on the wire. */
  String type();

  /** The counter right after the decision; empty only if the command never reached one. */
  Optional<CounterState> state();

  /**
   * The command changed its counter, or was a check whose expectation held.
   *
   * @param commandId the command's id
   * @param counter the counter's name
   * @param delta what was added
   * @param expected what the sender expected
   * @param expectedVersion the version the sender expected, if it named one
   * @param previous the value before; {@code previous + delta = value}
   * @param value the value after
   * @param version the version after: one more than before, or the same after a check; 0 means a
   *     check found no counter
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
    /** Checks that the values chain. */
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
    public String type() {
      return "applied";
    }

    @Override
    public Optional<CounterState> state() {
      return Optional.of(new CounterState(value, version));
    }
  }

  /**
   * The expectation failed; the counter stays as it was.
   *
   * @param commandId the command's id
   * @param counter the counter's name
   * @param delta what would have been added
   * @param expected what the sender expected
   * @param expectedVersion the version the sender expected, if it named one
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
    public String type() {
      return "conflict";
    }

    @Override
    public Optional<CounterState> state() {
      return Optional.of(new CounterState(value, version));
    }
  }

  /**
   * The command can never apply.
   *
   * @param commandId the command's id
   * @param counter the counter's name, if one could be read
   * @param reason a word for programs: {@link #OVERFLOW}, {@link #INVALID}, {@link #WRONG_KEY},
   *     or one that a later version adds
   * @param message a sentence for people: what, expected, found
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
    public String type() {
      return "rejected";
    }
  }
}
