package io.counterstream.contract.badinput;

import java.util.List;
import java.util.Random;

/** Valid commands for counters of small and large values and of odd names. */
final class GoodCommands {
  private static final int COUNTERS = 24;
  private static final List<String> ODD_NAMES = List.of(
      " ",
      ".",
      "..",
      "/",
      "#",
      "%00",
      "null",
      "__proto__",
      "counter",
      "\u0000",
      "\u0000a",
      "a\u0000b",
      "\u0001\u001f\u007f",
      "\"\\\"",
      "\r\n",
      "\uFEFF",
      "\uFEFFa",
      "\uFFFE\uFFFF",
      "\u2028\u2029",
      "\u202Egnirts",
      "é",
      "e\u0301",
      "\uD83D\uDE80",
      "\uDBFF\uDFFF",
      "ﷺ".repeat(85),
      "€".repeat(85),
      "a".repeat(255),
      "é".repeat(127) + "a",
      "\uD83D\uDE80".repeat(63) + "abc",
      "${jndi:ldap://x}",
      "'; DROP TABLE counters; --",
      "<script>",
      "=1+1",
      "{\"commandId\":\"i\"}");

  private static final List<String> INTEGERS =
      List.of("0", "0", "-0", "1000000000000", "9223372036854775807", "-9223372036854775808");

  private GoodCommands() {}

  static Draft next(Random random) {
    int counter = random.nextInt(COUNTERS);
    if (counter < 2) {
      String delta = Long.toString(counter == 0 ? Long.MAX_VALUE : Long.MIN_VALUE);
      return Draft.of("large-" + counter, delta, random.nextBoolean() ? "\"any\"" : "0", random);
    }
    return small("page-" + counter, random);
  }

  static Draft oddName(Random random) {
    return small(ODD_NAMES.get(random.nextInt(ODD_NAMES.size())), random);
  }

  private static Draft small(String counter, Random random) {
    String expected = switch (random.nextInt(6)) {
      case 0 -> "\"absent\"";
      case 1 -> INTEGERS.get(random.nextInt(INTEGERS.size()));
      case 2, 3 -> Integer.toString(random.nextInt(5) - 2);
      default -> "\"any\"";
    };
    return Draft.of(counter, Integer.toString(random.nextInt(5) - 2), expected, random);
  }
}
