package io.counterstream.contract.json;

import io.counterstream.contract.CounterCommand;
import java.util.Optional;

/** The result of decoding a record of the command topic. */
public sealed interface DecodedCommand {
  /**
   * A command that can be decided.
   *
   * @param command the command
   */
  record Valid(CounterCommand command) implements DecodedCommand {}

  /**
   * A command with an id and a fault; its outcome is a rejection.
   *
   * @param commandId the id, 1 to 64 characters
   * @param counter the counter's name, if one could be read
   * @param reason {@code invalid} or {@code wrong-key}
   * @param message names the field, what was expected and what was found
   */
  record Invalid(String commandId, Optional<String> counter, String reason, String message)
      implements DecodedCommand {}

  /**
   * A record from which no command id can be read; it is copied to the dead-letter topic.
   *
   * @param message what was expected and what was found
   */
  record Unreadable(String message) implements DecodedCommand {}
}
