package io.counterstream.contract.badinput;

import static io.counterstream.contract.badinput.BadRecord.unreadable;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;

import java.nio.charset.Charset;
import java.util.List;
import java.util.stream.Stream;

/** Records in which no command id can be read: not one JSON object, or no id in it. */
final class UnreadableRecords {
  private static final String EXPECTED = "expected one JSON object with a commandId, found ";
  private static final String ID = "commandId must be a string of 1 to 64 characters, found ";
  private static final String REQUIRED = "commandId is required: a string of 1 to 64 characters";
  private static final String BOUNDS =
      "arrays or objects nested deeper than 1000 or a field name longer than 1000 characters";
  private static final String GOOD =
      "{\"commandId\":\"i\",\"counter\":\"c\",\"delta\":1,\"expected\":1}";

  private UnreadableRecords() {}

  static List<BadRecord> all() {
    return Stream.of(notOneObject(), notJson(), withoutOneId(), notUtf8())
        .flatMap(List::stream)
        .toList();
  }

  private static List<BadRecord> notOneObject() {
    return List.of(
        found("a tombstone is no command", null, "a null value"),
        found("nothing is no command", "", "an empty value"),
        found("space is no command", " \n", "only white space"),
        found("text is not JSON", "increment", "malformed JSON at byte 0"),
        found("a megabyte of it neither", "x".repeat(1_000_000), "malformed JSON at byte 0"),
        found("an array is no object", "[" + GOOD + "]", "an array"),
        found("a string is no object", "\"x\"", "\"x\" (a string)"),
        found("a number is no object", "41", "41 (a number)"),
        found("null is no object", "null", "null"),
        found("true is no object", "true", "true (a boolean)"),
        found("several values are not one", "1 2", "several JSON values"),
        found("objects are two", GOOD + GOOD, "a second value at byte " + GOOD.length()),
        found("more follows", GOOD + " x", "malformed JSON at byte " + (GOOD.length() + 1)));
  }

  private static List<BadRecord> notJson() {
    return List.of(
        found("a brace is missing", "{\"commandId\":\"i\"", "malformed JSON at byte 16"),
        found("a comma is too many", "{\"commandId\":\"i\",}", "malformed JSON at byte 17"),
        found("quotes are missing", "{commandId:\"i\"}", "malformed JSON at byte 1"),
        found("quotes are single", "{'commandId':'i'}", "malformed JSON at byte 1"),
        found("JSON has no comments", "/**/" + GOOD, "malformed JSON at byte 0"),
        found(
            "JSON has no NaN", "{\"commandId\":\"i\",\"delta\":NaN}", "malformed JSON at byte 28"),
        found(
            "JSON has no leading zeros",
            "{\"commandId\":\"i\",\"delta\":01}",
            "malformed JSON at byte 26"),
        found(
            "JSON escapes control characters",
            "{\"commandId\":\"\n\"}",
            "malformed JSON at byte 14"),
        found(
            "a name is text",
            "{\"commandId\":\"i\",\"a\":{\"\\ud83d\":1}}",
            "malformed JSON at byte 29"),
        found("bytes are counted, not characters", "{\"é🚀\":1,x}", "malformed JSON at byte 12"),
        found(
            "a byte order mark is no white space",
            "\uFEFF" + GOOD,
            "a byte order mark; send UTF-8 without one"),
        found("nesting is bounded", "{\"commandId\":\"i\",\"a\":" + "[".repeat(1000), BOUNDS),
        found("also outside of objects", "[".repeat(100_000), BOUNDS));
  }

  private static List<BadRecord> withoutOneId() {
    return List.of(
        text("an id is required", "{}", REQUIRED),
        text("whatever else is wrong", "{\"x\":1,\"counter\":true}", REQUIRED),
        text("case counts in names", "{\"commandid\":\"i\",\"counter\":\"c\"}", REQUIRED),
        text("a number is no id", "{\"commandId\":7}", ID + "7 (a number)"),
        text("null is no id", "{\"commandId\":null}", ID + "null"),
        text("an object is no id", "{\"commandId\":{\"commandId\":\"i\"}}", ID + "an object"),
        text(
            "an id is not empty",
            "{\"commandId\":\"\"}",
            "commandId must be 1 to 64 characters, found 0"),
        text(
            "an id is short",
            "{\"commandId\":\"" + "€".repeat(65) + "\"}",
            "commandId must be 1 to 64 characters, found 65"),
        text(
            "half a pair is no text",
            "{\"commandId\":\"\\udead\"}",
            "commandId must be valid Unicode, found an unpaired surrogate"),
        text(
            "of two ids neither counts",
            "{\"commandId\":\"i\",\"commandId\":\"i\"}",
            "commandId must occur once, found it more than once"));
  }

  private static List<BadRecord> notUtf8() {
    return List.of(
        notUtf8("UTF-16 is not UTF-8", GOOD.getBytes(UTF_16LE), 1),
        notUtf8("UTF-16 is not UTF-8", GOOD.getBytes(UTF_16BE), 0),
        notUtf8("UTF-32 is not UTF-8", GOOD.getBytes(Charset.forName("UTF-32BE")), 0),
        notUtf8("Latin-1 is not UTF-8", "{\"é\":1}".getBytes(ISO_8859_1), 2),
        notUtf8("an overlong slash is no slash", named(0xc0, 0xaf), 2),
        notUtf8("three bytes may be overlong", named(0xe0, 0x80, 0xaf), 2),
        notUtf8("four bytes may be overlong", named(0xf0, 0x80, 0x80, 0xaf), 2),
        notUtf8("CESU-8 is not UTF-8", named(0xed, 0xa0, 0xbd, 0xed, 0xba, 0x80), 2),
        notUtf8("Unicode ends at 10FFFF", named(0xf4, 0x90, 0x80, 0x80), 2),
        notUtf8("no character begins so", named(0xf8, 0x88, 0x80, 0x80, 0x80), 2),
        notUtf8("a character has all its bytes", named(0xe2, 0x82), 2),
        notUtf8("a continuation continues something", named('a', 0x80), 3),
        notUtf8("the last character ends", new byte[] {'{', (byte) 0xc3}, 1));
  }

  private static BadRecord found(String because, String value, String found) {
    return text(because, value, EXPECTED + found);
  }

  private static BadRecord text(String because, String value, String message) {
    return unreadable(because, value == null ? null : Unicode.utf8(value), message);
  }

  private static BadRecord notUtf8(String because, byte[] value, int at) {
    return unreadable(because, value, EXPECTED + "bytes that are not UTF-8 text at byte " + at);
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
