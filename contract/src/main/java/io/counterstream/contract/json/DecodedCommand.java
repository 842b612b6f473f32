package io.counterstream.contract.json;

import io.counterstream.contract.IncrementCommand;
import java.util.Optional;

/** What a record of the command topic turned out to be. */
public sealed interface DecodedCommand {
  /**
   * A command that can be decided.
   *
   * @param command the command
   */
  record Valid(IncrementCommand command) implements DecodedCommand {}

  /**
   * A command with an id but with a fault: it is answered with a rejection.
   *
   * @param commandId the id, 1 to 64 characters
   * @param counter the counter's name, if one could be read
   * @param reason {@code invalid} or {@code wrong-key}
   * @param message names the field, what was expected and what was found
   */
  record Invalid(String commandId, Optional<String> counter, String reason, String message)
      implements DecodedCommand {}

  /**
   * A record in which not even a command id can be read: it goes to the dead-letter topic.
   *
   * @param message what was expected and what was found
   */
  record Unreadable(String message) implements DecodedCommand {}
}
