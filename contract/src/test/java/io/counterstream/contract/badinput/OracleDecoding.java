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
   * @param fields all of them
   */
  record Valid(JsonNode fields) implements OracleDecoding {
    /** Its id. */
    public String commandId() {
      return fields.get("commandId").textValue();
    }

    /** Its counter. */
    public String counter() {
      return fields.get("counter").textValue();
    }

    /** What to add. */
    public long delta() {
      return fields.get("delta").longValue();
    }

    /** An integer, {@code "any"} or {@code "absent"}. */
    public JsonNode expected() {
      return fields.get("expected");
    }

    /** An integer that may be missing. */
    public Optional<Long> integer(String name) {
      return Optional.ofNullable(fields.get(name)).map(JsonNode::longValue);
    }
  }

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
      return tree.equals(valid.fields);
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
