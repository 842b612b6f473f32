package io.counterstream.contract.json;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Generates JSON texts of commands; about half of them have a fault. */
final class CommandGenerator {
  private static final List<String> INTEGERS = List.of(
      "0", "1", "-1", "41", "-0", "9223372036854775807", "-9223372036854775808", "1000000000000");
  private static final List<String> ODD_VALUES = List.of(
      "9223372036854775808",
      "-9223372036854775809",
      "18446744073709551616",
      "1.0",
      "1e3",
      "0.5",
      "\"1\"",
      "\"any\"",
      "\"absent\"",
      "\"ANY\"",
      "\"\"",
      "true",
      "false",
      "null",
      "[]",
      "[1]",
      "{}",
      "{\"delta\":1}",
      "-1",
      "0",
      "01",
      "+1",
      "NaN",
      "1e999",
      "12345678901234567890123456789",
      "\"\\ud800\"",
      "\"\\ud83d\\ude80\"",
      "\"\\u0000\"");
  private static final List<String> CHARACTERS = List.of(
      "a",
      "b",
      "-",
      " ",
      "é",
      "€",
      "\uD83D\uDE80",
      "\\n",
      "\\\"",
      "\\u0001",
      "\\ud83d\\ude80",
      "/");
  private static final List<String> NAMES =
      List.of("commandId", "counter", "delta", "expected", "expectedVersion", "expcted", "x", "");

  private final Random random;

  CommandGenerator(Random random) {
    this.random = random;
  }

  String next() {
    List<String> fields = new ArrayList<>();
    fields.add("\"commandId\":" + (isOdd() ? odd() : text(1 + random.nextInt(66))));
    fields.add("\"counter\":" + (isOdd() ? odd() : text(1 + random.nextInt(150))));
    fields.add("\"delta\":" + (isOdd() ? odd() : of(INTEGERS)));
    fields.add("\"expected\":" + (isOdd() ? odd() : expectation()));
    if (random.nextBoolean()) {
      fields.add("\"expectedVersion\":" + (isOdd() ? odd() : of(INTEGERS).replace("-", "")));
    }
    if (isOdd()) {
      fields.remove(random.nextInt(fields.size()));
    }
    if (isOdd()) {
      fields.add('"' + of(NAMES) + "\":" + odd());
    }
    Collections.shuffle(fields, random);
    String json = "{" + String.join(space() + "," + space(), fields) + space() + "}" + space();
    return isOdd() && isOdd() ? json + of(ODD_VALUES) : json;
  }

  private boolean isOdd() {
    return random.nextInt(14) == 0;
  }

  private String odd() {
    return of(ODD_VALUES);
  }

  private String expectation() {
    return switch (random.nextInt(4)) {
      case 0 -> "\"any\"";
      case 1 -> "\"absent\"";
      default -> of(INTEGERS);
    };
  }

  private String text(int length) {
    StringBuilder text = new StringBuilder("\"");
    boolean plain = random.nextInt(3) > 0;
    for (int i = 0; i < length; i++) {
      text.append(plain ? "c" : of(CHARACTERS));
    }
    return text.append('"').toString();
  }

  private String space() {
    return of(List.of("", "", " ", "\n", "\t\r\n "));
  }

  private String of(List<String> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
