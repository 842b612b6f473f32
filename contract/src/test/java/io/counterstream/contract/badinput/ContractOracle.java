package io.counterstream.contract.badinput;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Decodes records by the published schema, and by docs/contract.md where the schema's comment says
 * that it can't express a rule. It finds the fault that the contract puts first.
 */
public final class ContractOracle {
  private static final String ID = "commandId";
  private static final String COUNTER = "counter";
  private static final String DELTA = "delta";
  private static final String DELETE = "delete";
  private static final int NAME_BYTES_MAX = 255;
  private static final int NAME_SHOWN_LENGTH_MAX = 60;

  private final PublishedSchema command = new PublishedSchema("command");

  /** Decodes a record; key and value may be null. */
  public OracleDecoding decode(byte[] key, byte[] value) {
    if (value == null) {
      return new OracleDecoding.Unreadable("a null value");
    }
    if (value.length == 0) {
      return new OracleDecoding.Unreadable("an empty value");
    }
    Optional<String> text = Unicode.decoded(value);
    if (text.isEmpty()) {
      return new OracleDecoding.Unreadable("not UTF-8");
    }
    if (text.get().startsWith("\uFEFF")) {
      return new OracleDecoding.Unreadable("a byte order mark");
    }
    return StrictJson.fields(text.get())
        .map(fields -> decode(key, fields))
        .orElse(new OracleDecoding.Unreadable("expected one JSON object with a commandId, found "));
  }

  private OracleDecoding decode(byte[] key, List<Map.Entry<String, JsonNode>> fields) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    Map<String, Integer> times = new HashMap<>();
    for (Map.Entry<String, JsonNode> field : fields) {
      object.set(field.getKey(), field.getValue());
      times.merge(field.getKey(), 1, Integer::sum);
    }
    if (isFaulty(ID, object, times)) {
      return new OracleDecoding.Unreadable(ID + " ");
    }
    String id = object.get(ID).textValue();
    Optional<String> counter = isFaulty(COUNTER, object, times)
        ? Optional.empty()
        : Optional.of(object.get(COUNTER).textValue());
    Optional<String> fault = firstFault(object, times, fields);
    if (fault.isPresent()) {
      return new OracleDecoding.Invalid(id, counter, "invalid", fault.get());
    }
    if (!command.allows(object)) {
      throw new AssertionError("the schema refuses what its fields' schemas allow: " + object);
    }
    if (!Arrays.equals(key, Unicode.utf8(counter.orElseThrow()))) {
      return new OracleDecoding.Invalid(id, counter, "wrong-key", "the record's key must be ");
    }
    if (!object.path(DELETE).asBoolean(true)) {
      object.remove(DELETE);
    }
    return new OracleDecoding.Valid(object);
  }

  private Optional<String> firstFault(
      ObjectNode object, Map<String, Integer> times, List<Map.Entry<String, JsonNode>> fields) {
    for (Map.Entry<String, JsonNode> field : fields) {
      if (!command.knows(field.getKey())) {
        return Optional.of("unknown field '" + shown(field.getKey()));
      }
    }
    for (String name : command.names()) {
      if (isFaulty(name, object, times) || isMisplaced(name, object, times)) {
        return Optional.of(name + " ");
      }
    }
    return Optional.empty();
  }

  /** Right by itself, and wrong beside the other fields. */
  private boolean isMisplaced(String name, ObjectNode object, Map<String, Integer> times) {
    boolean deletes = !isFaulty(DELETE, object, times) && object.path(DELETE).asBoolean();
    return switch (name) {
      case DELTA -> object.has(DELTA) ? deletes : !deletes && !isFaulty(DELETE, object, times);
      case "min" -> deletes && object.has(name);
      case "max" ->
        object.has(name)
            && (deletes
                || object.has("min")
                    && object.get("min").longValue() > object.get("max").longValue());
      case "expected" -> deletes && object.get(name).asText().equals("absent");
      default -> false;
    };
  }

  /** Repeated, missing or wrong. */
  private boolean isFaulty(String name, ObjectNode object, Map<String, Integer> times) {
    JsonNode value = object.get(name);
    if (value == null) {
      return command.requires(name);
    }
    boolean malformed = value.isTextual() && !Unicode.isText(value.textValue());
    boolean tooLong = name.equals(COUNTER)
        && value.isTextual()
        && Unicode.utf8(value.textValue()).length > NAME_BYTES_MAX;
    return times.get(name) > 1 || malformed || tooLong || !command.allows(name, value);
  }

  /** Returns the start of a name that a message shows unchanged. */
  private static String shown(String name) {
    int end = 0;
    while (end < Math.min(name.length(), NAME_SHOWN_LENGTH_MAX)
        && name.charAt(end) >= ' '
        && name.charAt(end) < 0x7f) {
      end++;
    }
    return name.substring(0, end);
  }
}
