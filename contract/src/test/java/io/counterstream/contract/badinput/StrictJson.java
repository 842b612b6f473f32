package io.counterstream.contract.badinput;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParser.Event;
import jakarta.json.stream.JsonParserFactory;
import java.io.StringReader;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A reader of RFC 8259 with the contract's bounds on depth and names. Its parser shares nothing
 * with the product's, so it doesn't share its leniency.
 *
 * <p>Its trees are for schemas: a number that is not written as an integer is 0.5, an integer of
 * more than 20 characters is a power of ten.
 */
public final class StrictJson {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final int NESTING_MAX = 1000;
  private static final int NAME_LENGTH_MAX = 1000;
  private static final int INTEGER_LENGTH_MAX = 20;
  private static final BigInteger HUGE = BigInteger.TEN.pow(INTEGER_LENGTH_MAX);
  private static final JsonParserFactory PARSERS =
      Json.createParserFactory(Map.of("org.eclipse.parsson.maxDepth", 2 * NESTING_MAX));

  private final JsonParser parser;
  private final List<Map.Entry<String, JsonNode>> fields = new ArrayList<>();
  private int depth;

  private StrictJson(JsonParser parser) {
    this.parser = parser;
  }

  /** Returns the fields of the one object that the text is, in order and with repetitions. */
  static Optional<List<Map.Entry<String, JsonNode>>> fields(String text) {
    try (JsonParser parser = PARSERS.createParser(new StringReader(text))) {
      StrictJson json = new StrictJson(parser);
      boolean object = json.value(parser.next()).isObject();
      return object && !parser.hasNext() ? Optional.of(json.fields) : Optional.empty();
    } catch (JsonException | java.util.NoSuchElementException notJson) {
      return Optional.empty();
    }
  }

  /** Returns the one object that the text is. */
  public static Optional<JsonNode> tree(String text) {
    return fields(text).map(fields -> {
      ObjectNode object = NODES.objectNode();
      fields.forEach(field -> object.set(field.getKey(), field.getValue()));
      return object;
    });
  }

  private JsonNode value(Event event) {
    return switch (event) {
      case START_OBJECT -> object();
      case START_ARRAY -> array();
      case VALUE_STRING -> NODES.textNode(parser.getString());
      case VALUE_NUMBER -> number(parser.getString());
      case VALUE_TRUE -> NODES.booleanNode(true);
      case VALUE_FALSE -> NODES.booleanNode(false);
      case VALUE_NULL -> NODES.nullNode();
      default -> throw new JsonException("no value but " + event);
    };
  }

  private JsonNode object() {
    ObjectNode object = NODES.objectNode();
    boolean root = depth == 0;
    nest();
    while (parser.next() != Event.END_OBJECT) {
      String name = parser.getString();
      require(name.length() <= NAME_LENGTH_MAX && Unicode.isText(name));
      JsonNode value = value(parser.next());
      object.set(name, value);
      if (root) {
        fields.add(Map.entry(name, value));
      }
    }
    depth--;
    return object;
  }

  private JsonNode array() {
    ArrayNode array = NODES.arrayNode();
    nest();
    for (Event event = parser.next(); event != Event.END_ARRAY; event = parser.next()) {
      array.add(value(event));
    }
    depth--;
    return array;
  }

  private void nest() {
    depth++;
    require(depth <= NESTING_MAX);
  }

  private static JsonNode number(String text) {
    if (text.chars().anyMatch(c -> c == '.' || c == 'e' || c == 'E')) {
      return NODES.numberNode(0.5);
    }
    if (text.length() <= INTEGER_LENGTH_MAX) {
      return NODES.numberNode(new BigInteger(text));
    }
    return NODES.numberNode(text.startsWith("-") ? HUGE.negate() : HUGE);
  }

  private static void require(boolean holds) {
    if (!holds) {
      throw new JsonException("beyond the contract's bounds");
    }
  }
}
