package io.counterstream.contract.json;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * Describes what was found, for error messages. The text is short and safe to print: all characters
 * that could disturb a log or a terminal are escaped.
 */
final class Found {
  /** The longest excerpt of a found text, in characters before escaping. */
  static final int EXCERPT_LENGTH_MAX = 60;

  private static final int HEX_BYTES_MAX = 30;

  private Found() {}

  /** The parser's current value. */
  static String value(JsonParser json) throws IOException {
    return switch (json.currentToken()) {
      case START_OBJECT -> "an object";
      case START_ARRAY -> "an array";
      case VALUE_STRING -> '"' + excerpt(json.getText()) + "\" (a string)";
      case VALUE_NUMBER_INT -> excerpt(json.getText()) + " (a number)";
      case VALUE_NUMBER_FLOAT -> excerpt(json.getText()) + " (not an integer)";
      case VALUE_TRUE, VALUE_FALSE -> json.getText() + " (a boolean)";
      default -> json.getText();
    };
  }

  /** A record's key. */
  static String key(byte[] key) {
    if (key == null) {
      return "no key";
    }
    if (Utf8.firstFault(key) == Utf8.WELL_FORMED) {
      return "'" + excerpt(new String(key, StandardCharsets.UTF_8)) + "'";
    }
    int shown = Math.min(key.length, HEX_BYTES_MAX);
    String more = key.length > shown ? "… (" + key.length + " bytes)" : "";
    return "0x" + HexFormat.of().formatHex(key, 0, shown) + more;
  }

  /** The start of {@code text}, escaped; if it is cut, with the length of the whole. */
  static String excerpt(String text) {
    int end = Math.min(text.length(), EXCERPT_LENGTH_MAX);
    StringBuilder excerpt = new StringBuilder(end + 16);
    int i = 0;
    while (i < end) {
      int codePoint = text.codePointAt(i);
      if (isHarmless(codePoint)) {
        excerpt.appendCodePoint(codePoint);
      } else {
        excerpt.append(String.format("\\u%04x", codePoint));
      }
      i += Character.charCount(codePoint);
    }
    if (i < text.length()) {
      excerpt.append("… (").append(text.length()).append(" characters)");
    }
    return excerpt.toString();
  }

  private static boolean isHarmless(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR -> false;
      default -> true;
    };
  }
}
