package io.counterstream.cli;

import io.counterstream.contract.Bounds;
import io.counterstream.contract.CounterCommand;
import io.counterstream.contract.CounterName;
import io.counterstream.contract.Expectation;
import java.util.OptionalLong;
import java.util.UUID;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Creates commands from the arguments of the command line. */
final class CommandArguments {
  // Java's replacement for bytes that are invalid in the locale's encoding.
  private static final char UNREADABLE = '\uFFFD';

  private CommandArguments() {}

  /** Returns a new, unique command id. */
  static String newId() {
    return UUID.randomUUID().toString();
  }

  /**
   * Checks the name of a counter.
   *
   * @throws ParameterException if it is invalid
   */
  static void requireName(CommandLine commandLine, String counter) {
    requireReadable(commandLine, "NAME", counter);
    try {
      CounterName.bytesOf(counter);
    } catch (IllegalArgumentException noName) {
      throw new ParameterException(commandLine, noName.getMessage(), noName);
    }
  }

  /**
   * Checks that Java could read the bytes of an argument.
   *
   * @throws ParameterException if not
   */
  static void requireReadable(CommandLine commandLine, String what, String argument) {
    if (argument.indexOf(UNREADABLE) >= 0) {
      throw new ParameterException(
          commandLine,
          what + " can't be read in this locale: set LC_ALL=C.UTF-8, was '" + argument + "'");
    }
  }

  /**
   * Creates a command.
   *
   * @throws ParameterException if a field is out of range
   */
  static CounterCommand command(
      CommandLine commandLine, String id, String counter, long delta, Expectations expectations) {
    requireName(commandLine, counter);
    try {
      return new CounterCommand(id, counter, delta, expectations.value(), expectations.version())
          .within(new Bounds(expectations.min(), expectations.max()));
    } catch (IllegalArgumentException outOfRange) {
      throw new ParameterException(commandLine, outOfRange.getMessage(), outOfRange);
    }
  }

  /**
   * What the sender expects.
   *
   * @param value the expectation of the counter's value
   * @param version the expected version, if any
   * @param min the least value after the command, if any
   * @param max the greatest value after the command, if any
   */
  record Expectations(Expectation value, OptionalLong version, OptionalLong min, OptionalLong max) {
    /** Any value, any version, no bounds. */
    static final Expectations NONE = new Expectations(
        Expectation.ANY, OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty());
  }
}
