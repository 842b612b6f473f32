package io.counterstream.cli;

import io.counterstream.contract.CounterName;
import io.counterstream.contract.Expectation;
import io.counterstream.contract.IncrementCommand;
import java.util.OptionalLong;
import java.util.UUID;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Makes commands from what stood on the command line. */
final class Commands {
  // What Java makes of bytes that the locale's encoding can't hold.
  private static final char UNREADABLE = '\uFFFD';

  private Commands() {}

  /** A command id that nobody else makes. */
  static String newId() {
    return UUID.randomUUID().toString();
  }

  /**
   * Returns if a counter can be called so.
   *
   * @throws ParameterException if it can't
   */
  static void requireName(CommandLine commandLine, String counter) {
    if (counter.indexOf(UNREADABLE) >= 0) {
      throw new ParameterException(
          commandLine,
          "NAME can't be read in this locale: set LC_ALL=C.UTF-8, was '" + counter + "'");
    }
    try {
      CounterName.bytesOf(counter);
    } catch (IllegalArgumentException noName) {
      throw new ParameterException(commandLine, noName.getMessage(), noName);
    }
  }

  /**
   * The command.
   *
   * @throws ParameterException if a field is out of range
   */
  static IncrementCommand command(
      CommandLine commandLine, String id, String counter, long delta, Expectations expectations) {
    requireName(commandLine, counter);
    try {
      return new IncrementCommand(id, counter, delta, expectations.value(), expectations.version());
    } catch (IllegalArgumentException outOfRange) {
      throw new ParameterException(commandLine, outOfRange.getMessage(), outOfRange);
    }
  }

  /**
   * What the sender believes.
   *
   * @param value about the counter's value
   * @param version about its version, if anything
   */
  record Expectations(Expectation value, OptionalLong version) {
    /** Nothing: whatever the counter is. */
    static final Expectations NONE = new Expectations(Expectation.ANY, OptionalLong.empty());
  }
}
