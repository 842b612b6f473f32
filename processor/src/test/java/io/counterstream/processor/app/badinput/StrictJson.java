package io.counterstream.processor.app.badinput;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A reader of RFC 8259 to the letter, with the contract's bounds on depth and names. It shares
 * nothing with the parser that the product uses, whose laxness it would otherwise share.
 *
 * <p>Trees are for schemas: a number that is no integer as it is written stands there as one half,
 * one of more than 20 characters as a power of ten.
 */
final class StrictJson {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final int NESTING_MAX = 1000;
  private static final int NAME_LENGTH_MAX = 1000;
  private static final int INTEGER_LENGTH_MAX = 20;
  private static final BigInteger HUGE = BigInteger.TEN.pow(INTEGER_LENGTH_MAX);
  private static final Pattern NUMBER =
      Pattern.compile("(-?(?:0|[1-9][0-9]*+))((?:\\.[0-9]++)?(?:[eE][+-]?[0-9]++)?)");

  private final String text;
  private final List<Map.Entry<String, JsonNode>> fields = new ArrayList<>();
  private int at;
  private int depth;

  /** Reading stops: this is no JSON, or beyond the bounds. */
  private static final class NotJsonException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotJsonException() {
      super(null, null, false, false);
    }
  }

  private StrictJson(String text) {
    this.text = text;
  }

  /** The fields of the one object that the text is, in order and with repetitions. */
  static Optional<List<Map.Entry<String, JsonNode>>> fields(String text) {
    StrictJson json = new StrictJson(text);
    try {
      JsonNode root = json.whole();
      return root.isObject() ? Optional.of(json.fields) : Optional.empty();
    } catch (NotJsonException notJson) {
      return Optional.empty();
    }
  }

  /** The one value that the text is. */
  static Optional<JsonNode> tree(String text) {
    try {
      return Optional.of(new StrictJson(text).whole());
    } catch (NotJsonException notJson) {
      return Optional.empty();
    }
  }

  private JsonNode whole() {
    JsonNode root = value();
    require(at == text.length());
    return root;
  }

  /** A value and the white space around it. */
  private JsonNode value() {
    space();
    JsonNode value = switch (peek()) {
      case '{' -> object();
      case '[' -> array();
      case '"' -> NODES.textNode(string());
      case 't' -> word("true", NODES.booleanNode(true));
      case 'f' -> word("false", NODES.booleanNode(false));
      case 'n' -> word("null", NODES.nullNode());
      default -> number();
    };
    space();
    return value;
  }

  private JsonNode object() {
    ObjectNode object = NODES.objectNode();
    boolean root = depth == 0;
    open();
    space();
    if (peek() != '}') {
      do {
        space();
        String name = string();
        require(name.length() <= NAME_LENGTH_MAX && Unicode.isText(name));
        space();
        require(next() == ':');
        JsonNode value = value();
        object.set(name, value);
        if (root) {
          fields.add(Map.entry(name, value));
        }
      } while (more('}'));
      at--;
    }
    close('}');
    return object;
  }

  private JsonNode array() {
    ArrayNode array = NODES.arrayNode();
    open();
    space();
    if (peek() != ']') {
      do {
        array.add(value());
      } while (more(']'));
      at--;
    }
    close(']');
    return array;
  }

  private void open() {
    at++;
    depth++;
    require(depth <= NESTING_MAX);
  }

  private void close(char end) {
    require(next() == end);
    depth--;
  }

  private boolean more(char end) {
    char next = next();
    require(next == ',' || next == end);
    return next == ',';
  }

  private String string() {
    require(next() == '"');
    StringBuilder string = new StringBuilder();
    for (char c = next(); c != '"'; c = next()) {
      require(c >= ' ');
      string.append(c == '\\' ? escaped() : c);
    }
    return string.toString();
  }

  private char escaped() {
    char c = next();
    return switch (c) {
      case '"', '\\', '/' -> c;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> (char) (digit() << 12 | digit() << 8 | digit() << 4 | digit());
      default -> throw new NotJsonException();
    };
  }

  private int digit() {
    char c = next();
    require(c < 0x80);
    int digit = Character.digit(c, 16);
    require(digit >= 0);
    return digit;
  }

  private JsonNode number() {
    Matcher number = NUMBER.matcher(text).region(at, text.length());
    require(number.lookingAt());
    at = number.end();
    if (!number.group(2).isEmpty()) {
      return NODES.numberNode(0.5);
    }
    String integer = number.group(1);
    if (integer.length() <= INTEGER_LENGTH_MAX) {
      return NODES.numberNode(new BigInteger(integer));
    }
    return NODES.numberNode(integer.startsWith("-") ? HUGE.negate() : HUGE);
  }

  private JsonNode word(String word, JsonNode value) {
    require(text.startsWith(word, at));
    at += word.length();
    return value;
  }

  private void space() {
    while (at < text.length() && " \t\n\r".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private char peek() {
    require(at < text.length());
    return text.charAt(at);
  }

  private char next() {
    char next = peek();
    at++;
    return next;
  }

  private static void require(boolean holds) {
    if (!holds) {
      throw new NotJsonException();
    }
  }
}
