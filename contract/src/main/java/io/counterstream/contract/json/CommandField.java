package io.counterstream.contract.json;

import java.util.Locale;

/** The fields of a command, in the contract's order, each with the rule that its messages quote. */
enum CommandField {
  COMMAND_ID("commandId", "a string of 1 to 64 characters"),
  COUNTER("counter", "a string of 1 to 255 bytes in UTF-8"),
  DELTA("delta", "an integer from -9223372036854775808 to 9223372036854775807"),
  EXPECTED("expected", "an integer, \"any\" or \"absent\""),
  EXPECTED_VERSION("expectedVersion", "an integer from 0 to 9223372036854775807");

  private static final int NEAR_LENGTH_MAX = 32;

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

  String mustStandOnce() {
    return word + " must occur once, found it more than once";
  }

  /** The message about a field that the contract does not have. */
  static String unknown(String name) {
    String fault = "unknown field '" + Found.excerpt(name) + "'";
    CommandField nearest = nearest(name);
    return nearest != null
        ? fault + ", did you mean '" + nearest.word + "'?"
        : fault + ", expected commandId, counter, delta, expected or expectedVersion";
  }

  /** The field of which {@code name} is probably a misspelling; null if none is similar. */
  private static CommandField nearest(String name) {
    if (name.length() > NEAR_LENGTH_MAX) {
      return null;
    }
    CommandField nearest = null;
    int nearestEdits = name.length() < 4 ? 2 : 3;
    for (CommandField field : values()) {
      int edits = edits(name.toLowerCase(Locale.ROOT), field.word.toLowerCase(Locale.ROOT));
      if (edits < nearestEdits) {
        nearest = field;
        nearestEdits = edits;
      }
    }
    return nearest;
  }

  /** The Levenshtein distance: how many characters to insert, remove or replace. */
  private static int edits(String from, String to) {
    int[] row = new int[to.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[to.length()];
  }
}
