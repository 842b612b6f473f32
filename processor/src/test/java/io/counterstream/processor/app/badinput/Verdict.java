package io.counterstream.processor.app.badinput;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** What a record of the command topic is, by the contract. */
public sealed interface Verdict {
  /**
   * A command to be decided.
   *
   * @param commandId its id
   * @param counter its counter
   * @param delta what to add
   * @param expected an integer or one of the two words
   * @param expectedVersion if it stands there
   */
  record Valid(
      String commandId,
      String counter,
      long delta,
      JsonNode expected,
      Optional<Long> expectedVersion)
      implements Verdict {}

  /**
   * A command with an id and a fault.
   *
   * @param commandId its id
   * @param counter its counter, if one can be read
   * @param reason of the rejection
   * @param named what the rejection's message has to contain
   */
  record Invalid(String commandId, Optional<String> counter, String reason, String named)
      implements Verdict {}

  /**
   * A record in which no command id can be read.
   *
   * @param named what the dead letter's message has to contain
   */
  record Unreadable(String named) implements Verdict {}
}
