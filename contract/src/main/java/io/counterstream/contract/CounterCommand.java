package io.counterstream.contract;

import java.util.Objects;
import java.util.OptionalLong;

/**
 * A request to add {@code delta} to a counter, or to delete it, if the sender's expectation holds.
 *
 * @param commandId 1 to 64 characters, chosen by the sender and the same in all its retries
 * @param counter the counter's name, 1 to 255 bytes in UTF-8; also the record's key
 * @param delta what to add; negative to decrement. 0 is a check, which changes nothing, except that
 *     with {@link Expectation#ABSENT} it creates the counter with the value 0. A command that
 *     deletes the counter has 0
 * @param expected what the sender expects the counter's value to be
 * @param expectedVersion 0 or more; if present, the version must match too, which guards against a
 *     value that changed and changed back (A-B-A)
 * @param bounds where the value must lie after the command; those of a check, where it lies now
 * @param delete whether to delete the counter; then there are no bounds, and the counter is not
 *     expected to be absent
 */
public record CounterCommand(
    String commandId,
    String counter,
    long delta,
    Expectation expected,
    OptionalLong expectedVersion,
    Bounds bounds,
    boolean delete) {
  /** The longest command id, in characters (Unicode code points, as JSON Schema counts). */
  public static final int COMMAND_ID_LENGTH_MAX = 64;

  /** Checks every field's range. */
  public CounterCommand {
    checkedId(commandId);
    CounterName.checked(counter);
    Objects.requireNonNull(expected, "expected");
    if (expectedVersion.isPresent() && expectedVersion.getAsLong() < 0) {
      throw new IllegalArgumentException(
          "expectedVersion must be 0 or more, was " + expectedVersion.getAsLong());
    }
    if (delete && (delta != 0 || !bounds.isEmpty() || expected instanceof Expectation.Absent)) {
      throw new IllegalArgumentException(
          "a command that deletes has no delta and no bounds, and does not expect absence");
    }
  }

  /** Creates a command that does not check the version. */
  public CounterCommand(String commandId, String counter, long delta, Expectation expected) {
    this(commandId, counter, delta, expected, OptionalLong.empty());
  }

  /** Creates a command without bounds. */
  public CounterCommand(
      String commandId,
      String counter,
      long delta,
      Expectation expected,
      OptionalLong expectedVersion) {
    this(commandId, counter, delta, expected, expectedVersion, Bounds.NONE, false);
  }

  /** Creates a command that deletes the counter if the expectations hold. */
  public static CounterCommand deleting(
      String commandId, String counter, Expectation expected, OptionalLong expectedVersion) {
    return new CounterCommand(commandId, counter, 0, expected, expectedVersion, Bounds.NONE, true);
  }

  /** Returns the same command with these bounds instead of its own. */
  public CounterCommand within(Bounds other) {
    return new CounterCommand(commandId, counter, delta, expected, expectedVersion, other, delete);
  }

  /**
   * Returns {@code commandId} if it is valid.
   *
   * @throws IllegalArgumentException if the id is empty, too long or not valid Unicode; the message
   *     says which
   */
  public static String checkedId(String commandId) {
    int characters = commandId.codePointCount(0, commandId.length());
    if (characters < 1 || characters > COMMAND_ID_LENGTH_MAX) {
      throw new IllegalArgumentException(
          "commandId must be 1 to " + COMMAND_ID_LENGTH_MAX + " characters, found " + characters);
    }
    if (UnicodeText.utf8Length(commandId) == UnicodeText.MALFORMED) {
      throw new IllegalArgumentException(
          "commandId must be valid Unicode, found an unpaired surrogate");
    }
    return commandId;
  }
}
