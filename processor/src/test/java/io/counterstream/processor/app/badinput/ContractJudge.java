package io.counterstream.processor.app.badinput;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Judges records by the published schema, and by docs/contract.md where the schema's comment says
 * that it can't express a rule. Of several faults it finds the one that the contract puts first.
 */
public final class ContractJudge {
  private static final String ID = "commandId";
  private static final String COUNTER = "counter";
  private static final int NAME_BYTES_MAX = 255;
  private static final int NAME_SHOWN_LENGTH_MAX = 60;

  private final PublishedSchema command = new PublishedSchema("command");

  /** What the contract says of a record with this key and value; both may be null. */
  public Verdict judge(byte[] key, byte[] value) {
    if (value == null) {
      return new Verdict.Unreadable("a null value");
    }
    if (value.length == 0) {
      return new Verdict.Unreadable("an empty value");
    }
    Optional<String> text = Unicode.decoded(value);
    if (text.isEmpty()) {
      return new Verdict.Unreadable("not UTF-8");
    }
    if (text.get().startsWith("\uFEFF")) {
      return new Verdict.Unreadable("a byte order mark");
    }
    return StrictJson.fields(text.get())
        .map(fields -> judge(key, fields))
        .orElse(new Verdict.Unreadable("expected one JSON object with a commandId, found "));
  }

  private Verdict judge(byte[] key, List<Map.Entry<String, JsonNode>> fields) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    Map<String, Integer> times = new HashMap<>();
    for (Map.Entry<String, JsonNode> field : fields) {
      object.set(field.getKey(), field.getValue());
      times.merge(field.getKey(), 1, Integer::sum);
    }
    if (isFaulty(ID, object, times)) {
      return new Verdict.Unreadable(ID + " ");
    }
    String id = object.get(ID).textValue();
    Optional<String> counter = isFaulty(COUNTER, object, times)
        ? Optional.empty()
        : Optional.of(object.get(COUNTER).textValue());
    Optional<String> fault = firstFault(object, times, fields);
    if (fault.isPresent()) {
      return new Verdict.Invalid(id, counter, "invalid", fault.get());
    }
    if (!command.allows(object)) {
      throw new AssertionError("the schema refuses what its fields' schemas allow: " + object);
    }
    if (!Arrays.equals(key, Unicode.utf8(counter.orElseThrow()))) {
      return new Verdict.Invalid(id, counter, "wrong-key", "the record's key must be ");
    }
    return new Verdict.Valid(
        id,
        counter.get(),
        object.get("delta").longValue(),
        object.get("expected"),
        Optional.ofNullable(object.get("expectedVersion")).map(JsonNode::longValue));
  }

  private Optional<String> firstFault(
      ObjectNode object, Map<String, Integer> times, List<Map.Entry<String, JsonNode>> fields) {
    for (Map.Entry<String, JsonNode> field : fields) {
      if (!command.knows(field.getKey())) {
        return Optional.of("unknown field '" + shown(field.getKey()));
      }
    }
    for (String name : command.names()) {
      if (isFaulty(name, object, times)) {
        return Optional.of(name + " ");
      }
    }
    return Optional.empty();
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

  /** As much of a name as a message shows as it is. */
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
