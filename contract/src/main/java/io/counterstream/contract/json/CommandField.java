package io.counterstream.contract.json;

import io.counterstream.contract.advice.Spelling;
import java.util.Arrays;
import java.util.List;

/** The fields of a command, in the contract's order, each with the rule that its messages quote. */
enum CommandField {
  COMMAND_ID("commandId", "a string of 1 to 64 characters"),
  COUNTER("counter", "a string of 1 to 255 bytes in UTF-8"),
  DELTA("delta", "an integer from -9223372036854775808 to 9223372036854775807"),
  EXPECTED("expected", "an integer, \"any\" or \"absent\""),
  EXPECTED_VERSION("expectedVersion", "an integer from 0 to 9223372036854775807"),
  MIN("min", DELTA.rule),
  MAX("max", DELTA.rule),
  DELETE("delete", "true or false");

  private static final List<String> WORDS =
      Arrays.stream(values()).map(field -> field.word).toList();

  private static final String NAMES =
      String.join(", ", WORDS.subList(0, WORDS.size() - 1)) + " or " + WORDS.get(WORDS.size() - 1);

  final String word;
  final String rule;

  CommandField(String word, String rule) {
    this.word = word;
    this.rule = rule;
  }

  /** The field with this name; null if there is none. */
  static CommandField named(String name) {
    return switch (name) {
      case "commandId" -> COMMAND_ID;
      case "counter" -> COUNTER;
      case "delta" -> DELTA;
      case "expected" -> EXPECTED;
      case "expectedVersion" -> EXPECTED_VERSION;
      case "min" -> MIN;
      case "max" -> MAX;
      case "delete" -> DELETE;
      default -> null;
    };
  }

  /** Whether {@code set}, a set of bits by ordinal, has this field. */
  boolean isIn(int set) {
    return (set & bit()) != 0;
  }

  int bit() {
    return 1 << ordinal();
  }

  String mustBe(String found) {
    return word + " must be " + rule + ", found " + found;
  }

  String isRequired() {
    return word + " is required: " + rule;
  }

  String mustBeMissing() {
    return word + " must be missing where delete is true";
  }

  String mustStandOnce() {
    return word + " must occur once, found it more than once";
  }

  /** The message about a field that the contract does not have. */
  static String unknown(String name) {
    String fault = "unknown field '" + Found.excerpt(name) + "'";
    return Spelling.nearest(name, WORDS)
        .map(nearest -> fault + ", did you mean '" + nearest + "'?")
        .orElse(fault + ", expected " + NAMES);
  }
}
