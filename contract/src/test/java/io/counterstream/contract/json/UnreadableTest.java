package io.counterstream.contract.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.charset.Charset;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Records without an outcome: no JSON object, or no command id in it. */
class UnreadableTest {
  private static final byte[] KEY = {'c'};
  private static final String EXPECTED = "expected one JSON object with a commandId, found ";
  private static final String ID = "commandId must be a string of 1 to 64 characters, found ";
  private static final String BOUNDS =
      "arrays or objects nested deeper than 1000 or a field name longer than 1000 characters";
  private static final String GOOD =
      "{\"commandId\":\"i\",\"counter\":\"c\",\"delta\":1,\"expected\":1}";

  @ParameterizedTest(name = "because {0}: {1}")
  @MethodSource
  void valuesThatAreNotOneObjectAreUnreadable(String because, String value, String found) {
    byte[] bytes = value == null ? null : value.getBytes(UTF_8);
    assertUnreadable(bytes, EXPECTED + found);
  }

  static Stream<Arguments> valuesThatAreNotOneObjectAreUnreadable() {
    return Stream.of(
        arguments("a tombstone is no command", null, "a null value"),
        arguments("nothing is no command", "", "an empty value"),
        arguments("space is no command", " \n", "only white space"),
        arguments("text is not JSON", "increment", "malformed JSON at byte 0"),
        arguments("an array is no object", "[" + GOOD + "]", "an array"),
        arguments("a string is no object", "\"x\"", "\"x\" (a string)"),
        arguments("a number is no object", "41", "41 (a number)"),
        arguments("null is no object", "null", "null"),
        arguments("true is no object", "true", "true (a boolean)"),
        arguments("several values are not one", "1 2", "several JSON values"),
        arguments("objects are two", GOOD + GOOD, "a second value at byte " + GOOD.length()),
        arguments("more follows", GOOD + " x", "malformed JSON at byte " + (GOOD.length() + 1)));
  }

  @ParameterizedTest(name = "because {0}: {1}")
  @MethodSource
  void valuesThatAreNotJsonAreUnreadable(String because, String value, String found) {
    assertUnreadable(value.getBytes(UTF_8), EXPECTED + found);
  }

  static Stream<Arguments> valuesThatAreNotJsonAreUnreadable() {
    return Stream.of(
        arguments("a brace is missing", "{\"commandId\":\"i\"", "malformed JSON at byte 16"),
        arguments("a comma is too many", "{\"commandId\":\"i\",}", "malformed JSON at byte 17"),
        arguments("quotes are missing", "{commandId:\"i\"}", "malformed JSON at byte 1"),
        arguments("quotes are single", "{'commandId':'i'}", "malformed JSON at byte 1"),
        arguments("JSON has no comments", "/**/" + GOOD, "malformed JSON at byte 0"),
        arguments(
            "JSON has no NaN", "{\"commandId\":\"i\",\"delta\":NaN}", "malformed JSON at byte 28"),
        arguments(
            "JSON has no leading zeros",
            "{\"commandId\":\"i\",\"delta\":01}",
            "malformed JSON at byte 26"),
        arguments(
            "JSON escapes control characters",
            "{\"commandId\":\"\n\"}",
            "malformed JSON at byte 14"),
        arguments(
            "a name is text",
            "{\"commandId\":\"i\",\"a\":{\"\\ud83d\":1}}",
            "malformed JSON at byte 29"),
        arguments(
            "bytes are counted, not characters", "{\"é🚀\":1,x}", "malformed JSON at byte 12"),
        arguments(
            "a byte order mark is no white space",
            "\uFEFF" + GOOD,
            "a byte order mark; send UTF-8 without one"),
        arguments("nesting is bounded", "{\"commandId\":\"i\",\"a\":" + "[".repeat(1000), BOUNDS),
        arguments("also outside of objects", "[".repeat(100_000), BOUNDS));
  }

  @ParameterizedTest(name = "because {0}: {1}")
  @MethodSource
  void objectsWithoutOneCommandIdAreUnreadable(String because, String value, String message) {
    assertUnreadable(value.getBytes(UTF_8), message);
  }

  static Stream<Arguments> objectsWithoutOneCommandIdAreUnreadable() {
    String long65 = "€".repeat(65);
    return Stream.of(
        arguments(
            "an id is required", "{}", "commandId is required: a string of 1 to 64 characters"),
        arguments(
            "whatever else is wrong",
            "{\"x\":1,\"counter\":true}",
            "commandId is required: a string of 1 to 64 characters"),
        arguments("a number is no id", "{\"commandId\":7}", ID + "7 (a number)"),
        arguments("null is no id", "{\"commandId\":null}", ID + "null"),
        arguments("an object is no id", "{\"commandId\":{\"commandId\":\"i\"}}", ID + "an object"),
        arguments(
            "an id is not empty",
            "{\"commandId\":\"\"}",
            "commandId must be 1 to 64 characters, found 0"),
        arguments(
            "an id is short",
            "{\"commandId\":\"" + long65 + "\"}",
            "commandId must be 1 to 64 characters, found 65"),
        arguments(
            "half a pair is no text",
            "{\"commandId\":\"\\udead\"}",
            "commandId must be valid Unicode, found an unpaired surrogate"),
        arguments(
            "of two ids neither counts",
            "{\"commandId\":\"i\",\"commandId\":\"i\"}",
            "commandId must stand once, found it more than once"));
  }

  @ParameterizedTest(name = "because {0}")
  @MethodSource
  void valuesThatAreNotUtf8AreUnreadable(String because, byte[] value, int at) {
    assertUnreadable(value, EXPECTED + "bytes that are not UTF-8 text at byte " + at);
  }

  static Stream<Arguments> valuesThatAreNotUtf8AreUnreadable() {
    return Stream.of(
        arguments("UTF-16 is not UTF-8", GOOD.getBytes(UTF_16LE), 1),
        arguments("UTF-16 is not UTF-8", GOOD.getBytes(UTF_16BE), 0),
        arguments("UTF-32 is not UTF-8", GOOD.getBytes(Charset.forName("UTF-32BE")), 0),
        arguments("Latin-1 is not UTF-8", "{\"é\":1}".getBytes(ISO_8859_1), 2),
        arguments("an overlong slash is no slash", named(0xc0, 0xaf), 2),
        arguments("three bytes may be overlong", named(0xe0, 0x80, 0xaf), 2),
        arguments("four bytes may be overlong", named(0xf0, 0x80, 0x80, 0xaf), 2),
        arguments("CESU-8 is not UTF-8", named(0xed, 0xa0, 0xbd, 0xed, 0xba, 0x80), 2),
        arguments("Unicode ends at 10FFFF", named(0xf4, 0x90, 0x80, 0x80), 2),
        arguments("no character begins so", named(0xf8, 0x88, 0x80, 0x80, 0x80), 2),
        arguments("a character has all its bytes", named(0xe2, 0x82), 2),
        arguments("a continuation continues something", named('a', 0x80), 3),
        arguments("the last character ends", new byte[] {'{', (byte) 0xc3}, 1));
  }

  @Test
  void unicodeUpToItsEndIsText() {
    String name = "\u007f\u0080\u07ff\u0800\ud7ff\ue000\uffff\ud800\udc00\udbff\udfff";
    byte[] value = GOOD.replace("\"c\"", '"' + name + '"').getBytes(UTF_8);
    assertThat(CommandCodec.decode(name.getBytes(UTF_8), value))
        .isInstanceOf(DecodedCommand.Valid.class);
  }

  @Test
  void namesUpToTheBoundAreOnlyUnknownFields() {
    String json = "{\"commandId\":\"i\",\"a\":[{\"NAME\":1}]}";
    for (String character : List.of("n", "é", "\\u0041")) {
      String name = character.repeat(1000);
      assertThat(CommandCodec.decode(KEY, json.replace("NAME", name).getBytes(UTF_8)))
          .isInstanceOf(DecodedCommand.Invalid.class);
      assertUnreadable(json.replace("NAME", name + "n").getBytes(UTF_8), EXPECTED + BOUNDS);
    }
  }

  @Test
  void nestingUpToTheBoundIsOnlyAnUnknownField() {
    String nested = "[".repeat(999) + "]".repeat(999);
    byte[] value = ("{\"commandId\":\"i\",\"a\":" + nested + "}").getBytes(UTF_8);
    assertThat(CommandCodec.decode(KEY, value)).isInstanceOf(DecodedCommand.Invalid.class);
  }

  private static void assertUnreadable(byte[] value, String message) {
    assertThat(CommandCodec.decode(KEY, value)).isEqualTo(new DecodedCommand.Unreadable(message));
  }

  /** An object with a field whose name has these bytes. */
  private static byte[] named(int... bytes) {
    StringBuilder json = new StringBuilder("{\"");
    for (int b : bytes) {
      json.append((char) b);
    }
    return json.append("\":1}").toString().getBytes(ISO_8859_1);
  }
}
