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

  /** An outcome that repeats its command. */
  sealed interface OfCommand extends Outcome {
    /** The command. */
    CounterCommand command();

    /** What the command added, or would have added. */
    long delta();

    @Override
    default String commandId() {
      return command().commandId();
    }

    @Override
    default Optional<String> counterName() {
      return Optional.of(counter());
    }

    /** The counter's name. */
    default String counter() {
      return command().counter();
    }

    /** What the sender expected. */
    default Expectation expected() {
      return command().expected();
    }

    /** The version that the sender expected, if any. */
    default OptionalLong expectedVersion() {
      return command().expectedVersion();
    }

    /** The counter's value after the decision. */
    default long value() {
      return state().orElseThrow().value();
    }

    /** The counter's version after the decision; 0 if it has never existed. */
    default long version() {
      return state().orElseThrow().version();
    }
  }

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
   * The command changed its counter, or its expectation held and it had nothing to change.
   *
   * @param command the command
   * @param previous the value before
   * @param after the counter after. Its version is one more than before, or the same if nothing
   *     changed; 0 if there was nothing to check or delete
   * @param timestamp the command's record timestamp
   */
  record Applied(CounterCommand command, long previous, CounterState after, Instant timestamp)
      implements OfCommand {
    /** Checks that previous, delta and value agree. */
    public Applied {
      Objects.requireNonNull(timestamp, "timestamp");
      long delta = deltaOf(command, previous);
      if (previous + delta != after.value()) {
        throw new IllegalArgumentException("previous + delta must be value, but " + previous + " + "
            + delta + " is not " + after.value());
      }
    }

    /** What was added: {@code previous + delta = value}, also if the counter was deleted. */
    @Override
    public long delta() {
      return deltaOf(command, previous);
    }

    private static long deltaOf(CounterCommand command, long previous) {
      return command.delete() ? -previous : command.delta();
    }

    @Override
    public Type type() {
      return Type.APPLIED;
    }

    @Override
    public Optional<CounterState> state() {
      return Optional.of(after);
    }
  }

  /**
   * The expectation failed, or the value would not lie within the bounds; the counter is unchanged.
   *
   * @param command the command
   * @param cause a word for programs: {@link #EXPECTED}, {@link #BOUNDS}, or one that a later
   *     version adds
   * @param current the counter
   * @param timestamp the command's record timestamp
   */
  record Conflict(CounterCommand command, String cause, CounterState current, Instant timestamp)
      implements OfCommand {
    /** The value or version is not the expected one. */
    public static final String EXPECTED = "expected";

    /** The value after the command would not lie within its bounds. */
    public static final String BOUNDS = "bounds";

    /** Checks that nothing is missing. */
    public Conflict {
      Objects.requireNonNull(command, "command");
      Objects.requireNonNull(cause, "cause");
      Objects.requireNonNull(current, "current");
      Objects.requireNonNull(timestamp, "timestamp");
    }

    /** Creates the conflict of a command whose expectation failed. */
    public Conflict(CounterCommand command, CounterState current, Instant timestamp) {
      this(command, EXPECTED, current, timestamp);
    }

    /** What would have been added; 0 if the counter would have been deleted. */
    @Override
    public long delta() {
      return command.delta();
    }

    @Override
    public Type type() {
      return Type.CONFLICT;
    }

    @Override
    public Optional<CounterState> state() {
      return Optional.of(current);
    }
  }

  /**
   * The command was refused for another reason than its expectation or its bounds.
   *
   * @param commandId the command's id
   * @param counter the counter's name, if one could be read
   * @param reason a word for programs: {@link #OVERFLOW}, {@link #INVALID}, {@link #WRONG_KEY},
   *     {@link #UNUSABLE}, {@link #REPEATED}, {@link #ID_REUSED}, or one that a later version adds
   * @param message a sentence for people: what was expected, and what was found unless the item is
   *     unusable
   * @param state the counter's current state, if the rejection depends on it
   * @param original the command that had the id before, if the rejection depends on it
   * @param timestamp the command's record timestamp
   */
  record Rejected(
      String commandId,
      Optional<String> counter,
      String reason,
      String message,
      Optional<CounterState> state,
      Optional<Original> original,
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

    /** The command is an earlier one that was sent again. */
    public static final String REPEATED = "repeated";

    /** An earlier command of the counter has the same id and asks for something else. */
    public static final String ID_REUSED = "id-reused";

    /** Whether the command is an earlier one that was sent again: what counts is its outcome. */
    public boolean isRepeat() {
      return reason.equals(REPEATED);
    }

    /** Checks that nothing is missing. */
    public Rejected {
      Objects.requireNonNull(commandId, "commandId");
      Objects.requireNonNull(counter, "counter");
      Objects.requireNonNull(reason, "reason");
      Objects.requireNonNull(message, "message");
      Objects.requireNonNull(state, "state");
      Objects.requireNonNull(original, "original");
      Objects.requireNonNull(timestamp, "timestamp");
    }

    /** Creates a rejection that depends on nothing but the command. */
    public Rejected(
        String commandId,
        Optional<String> counter,
        String reason,
        String message,
        Instant timestamp) {
      this(commandId, counter, reason, message, Optional.empty(), Optional.empty(), timestamp);
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
  /**
   * The first of several commands of a counter that have one id.
   *
   * @param eventId its position as the id of its outcome, {@code topic id/partition/offset}
   * @param timestamp its record timestamp
   */
  record Original(String eventId, Instant timestamp) {
    /** Checks that nothing is missing. */
    public Original {
      Objects.requireNonNull(eventId, "eventId");
      Objects.requireNonNull(timestamp, "timestamp");
    }
  }
}
