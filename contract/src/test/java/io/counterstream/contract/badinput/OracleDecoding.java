package io.counterstream.contract.badinput;

import com.fasterxml.jackson.databind.JsonNode;
import io.counterstream.contract.json.CommandCodec;
import io.counterstream.contract.json.DecodedCommand;
import java.util.Optional;

/** A record of the command topic, as the contract decodes it. */
public sealed interface OracleDecoding {
  /**
   * A command to be decided.
   *
   * @param commandId its id
   * @param counter its counter
   * @param delta what to add
   * @param expected an integer, {@code "any"} or {@code "absent"}
   * @param expectedVersion if present
   */
  record Valid(
      String commandId,
      String counter,
      long delta,
      JsonNode expected,
      Optional<Long> expectedVersion)
      implements OracleDecoding {}

  /**
   * A command with an id and a fault.
   *
   * @param commandId its id
   * @param counter its counter, if one can be read
   * @param reason of the rejection
   * @param named what the rejection's message has to contain
   */
  record Invalid(String commandId, Optional<String> counter, String reason, String named)
      implements OracleDecoding {}

  /** Whether the product decodes the record in the same way. */
  default boolean agreesWith(DecodedCommand decoded) {
    if (this instanceof Valid valid && decoded instanceof DecodedCommand.Valid other) {
      String json = Unicode.decoded(CommandCodec.encode(other.command())).orElseThrow();
      JsonNode tree = StrictJson.tree(json).orElseThrow();
      return tree.path("commandId").asText().equals(valid.commandId)
          && tree.path("counter").asText().equals(valid.counter)
          && tree.path("delta").longValue() == valid.delta
          && tree.path("expected").equals(valid.expected)
          && Optional.ofNullable(tree.get("expectedVersion"))
              .map(JsonNode::longValue)
              .equals(valid.expectedVersion);
    }
    if (this instanceof Invalid invalid && decoded instanceof DecodedCommand.Invalid other) {
      return other.commandId().equals(invalid.commandId)
          && other.counter().equals(invalid.counter)
          && other.reason().equals(invalid.reason)
          && other.message().contains(invalid.named);
    }
    return this instanceof Unreadable unreadable
        && decoded instanceof DecodedCommand.Unreadable other
        && other.message().contains(unreadable.named);
  }

  /**
   * A record in which no command id can be read.
   *
   * @param named what the dead letter's message has to contain
   */
  record Unreadable(String named) implements OracleDecoding {}
}
