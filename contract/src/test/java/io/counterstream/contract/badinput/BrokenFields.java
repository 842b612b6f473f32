package io.counterstream.contract.badinput;

import java.util.List;
import java.util.Map;
import java.util.Random;

/** Commands with exactly one fault, in one field, which the message must name. */
final class BrokenFields {
  private static final List<String> NO_STRINGS =
      List.of("7", "-0", "1.5", "1e3", "true", "false", "null", "[]", "{}", "[\"a\"]", "\"\"");
  private static final List<String> NO_TEXTS =
      List.of("\"\\ud800\"", "\"\\udc00\"", "\"a\\ude80\\ud83d\"", "\"\\ud83dx\"");
  private static final List<String> NO_INTEGERS = List.of(
      "1.0",
      "-0.0",
      "0e0",
      "1e3",
      "1E+2",
      "1e-999999999",
      "1e999999999",
      "9223372036854775808",
      "-9223372036854775809",
      "18446744073709551617",
      "-100000000000000000000",
      "123456789012345678901234567890",
      "\"1\"",
      "\"\"",
      "\"ANY\"",
      "\"any \"",
      "\"\\ud800\"",
      "true",
      "null",
      "[1]",
      "{\"value\":1}");
  private static final List<String> NO_BOOLEANS =
      List.of("1", "0", "\"true\"", "\"False\"", "\"\"", "null", "[true]", "{}", "1e0", "-1");
  private static final Map<String, List<String>> WRONG = Map.of(
      "commandId", List.of("\"" + "i".repeat(65) + "\"", "\"" + "🚀".repeat(65) + "\""),
      "counter", List.of("\"" + "a".repeat(256) + "\"", "\"" + "é".repeat(128) + "\""),
      "delta", List.of("\"any\"", "\"absent\""),
      "expected", List.of("\"none\"", "\"\\u0000any\"", "\"any\\u0000\""),
      "expectedVersion", List.of("-1", "-9223372036854775808", "\"any\""),
      "min", List.of("\"any\"", "-9223372036854775809"),
      "max", List.of("\"absent\"", "9223372036854775808"));
  private static final List<String> REQUIRED = List.of("commandId", "counter", "delta", "expected");
  private static final List<String> FIELDS = List.of(
      "commandId", "counter", "delta", "expected", "expectedVersion", "min", "max", "delete");
  private static final List<String> UNKNOWN = List.of(
      "expcted",
      "Delta",
      "command_id",
      "",
      " delta",
      "delta\\u0000",
      "\\u202eatled",
      "d\\u0435lta",
      "__proto__",
      "\\uD83D\\uDE80",
      "note");

  private BrokenFields() {}

  static SampleRecord next(Random random) {
    Draft draft = GoodCommands.next(random);
    String field = pick(FIELDS, random);
    String named = field + " ";
    switch (random.nextInt(6)) {
      case 0 -> {
        String name = random.nextInt(9) == 0 ? "n".repeat(random.nextInt(1001)) : unknown(random);
        draft.add(name, wrong(field, random));
        named = "unknown field '";
      }
      case 1 -> {
        field = pick(REQUIRED, random);
        named = field + " is required";
        draft.remove(field);
      }
      case 2 -> {
        draft.replace(field, field.equals("delete") ? "false" : "1");
        draft.repeat(field, random.nextBoolean() ? "" : wrong(field, random));
        named = field + " must occur once";
      }
      default -> draft.replace(field, wrong(field, random));
    }
    return SampleRecord.of("broken field", draft.key(), Unicode.utf8(draft.json(random)))
        .naming(named);
  }

  private static String unknown(Random random) {
    return pick(UNKNOWN, random);
  }

  private static String wrong(String field, Random random) {
    boolean text = field.equals("commandId") || field.equals("counter");
    if (field.equals("delete")) {
      return pick(NO_BOOLEANS, random);
    }
    return switch (random.nextInt(4)) {
      case 0 -> pick(WRONG.get(field), random);
      case 1 -> text ? pick(NO_TEXTS, random) : "9".repeat(20 + random.nextInt(400));
      default -> pick(text ? NO_STRINGS : NO_INTEGERS, random);
    };
  }

  private static <T> T pick(List<T> choices, Random random) {
    return choices.get(random.nextInt(choices.size()));
  }
}
