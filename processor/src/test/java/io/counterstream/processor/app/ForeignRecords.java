package io.counterstream.processor.app;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Hand-written lines as other people's clients send them: 2,000 commands and 50 bad records. */
final class ForeignRecords {
  static final int DEAD_LETTERS = 24;
  static final int INVALID = 22;
  static final int WRONG_KEY = 4;

  private static final int COMMANDS = 2000;
  private static final int COUNTERS = 20;
  private static final String MAX = "9223372036854775807";
  private static final String MIN = "-9223372036854775808";
  private static final int MEGABYTE = 1_000_000;

  private ForeignRecords() {}

  /**
   * One record.
   *
   * @param key without tabs; empty for null
   * @param value without line ends; empty for null
   */
  record Line(String key, String value) {}

  /** All 2,050, the bad ones in between. */
  static List<Line> all() {
    List<Line> bad = bad();
    List<Line> all = new ArrayList<>();
    SplittableRandom random = new SplittableRandom(7);
    long[] guesses = new long[COUNTERS];
    for (int i = 0; i < COMMANDS; i++) {
      if (i % (COMMANDS / bad.size()) == 0) {
        all.add(bad.get(i / (COMMANDS / bad.size())));
      }
      int counter = random.nextInt(COUNTERS);
      all.add(command(i, counter, random, guesses));
    }
    return all;
  }

  private static Line command(int id, int counter, SplittableRandom random, long[] guesses) {
    String name = "page-" + counter + (counter % 3 == 0 ? " ☃ \\\"quoted\\\"" : "");
    if (counter < 2) {
      String delta = counter == 0 ? MAX : MIN;
      return line(name, id, delta, random.nextBoolean() ? "\"any\"" : "0");
    }
    long delta = random.nextLong(-4, 6);
    long guess = guesses[counter];
    switch (random.nextInt(5)) {
      case 0:
        guesses[counter] += delta;
        return line(name, id, Long.toString(delta), "\"any\"");
      case 1:
        return line(name, id, Long.toString(delta), "\"absent\"");
      case 2:
        return line(name, id, Long.toString(delta), Long.toString(guess + 1));
      default:
        guesses[counter] += delta;
        return line(name, id, Long.toString(delta), Long.toString(guess));
    }
  }

  private static Line line(String escapedName, int id, String delta, String expected) {
    String value = "{\"commandId\":\"f" + id + "\",\"counter\":\"" + escapedName + "\",\"delta\":"
        + delta + ",\"expected\":" + expected + "}";
    return new Line(escapedName.replace("\\\"", "\""), value);
  }

  private static List<Line> bad() {
    List<Line> bad = new ArrayList<>();
    for (int copy = 0; copy < 2; copy++) {
      deadLetters(bad);
      invalid(bad, copy);
      wrongKeys(bad, copy);
    }
    return bad;
  }

  private static void deadLetters(List<Line> bad) {
    for (String value : List.of(
        "this is not JSON",
        "{\"commandId\":\"x\",",
        "[1,2,3]",
        "\"text\"",
        "42",
        "null",
        "{}",
        "{\"commandId\":7,\"counter\":\"k\",\"delta\":1,\"expected\":0}",
        "{\"commandId\":\"\",\"counter\":\"k\",\"delta\":1,\"expected\":0}",
        "{\"commandid\":\"x\",\"counter\":\"k\",\"delta\":1,\"expected\":0}",
        "x".repeat(MEGABYTE),
        "")) {
      bad.add(new Line("k", value));
    }
  }

  private static void invalid(List<Line> bad, int copy) {
    String huge = "\"" + "y".repeat(MEGABYTE - 200) + "\"";
    for (String fields : List.of(
        "\"counter\":\"k\",\"delta\":1",
        "\"counter\":\"k\",\"delta\":1,\"expcted\":0",
        "\"counter\":\"k\",\"expected\":0",
        "\"delta\":1,\"expected\":0",
        "\"counter\":\"k\",\"delta\":1.5,\"expected\":0",
        "\"counter\":\"k\",\"delta\":\"1\",\"expected\":0",
        "\"counter\":\"k\",\"delta\":1,\"expected\":\"0\"",
        "\"counter\":\"k\",\"delta\":1,\"expected\":true",
        "\"counter\":\"k\",\"delta\":9223372036854775808,\"expected\":0",
        "\"counter\":\"k\",\"delta\":1,\"expected\":0,\"expectedVersion\":-1",
        "\"counter\":\"k\",\"delta\":1,\"expected\":0,\"note\":" + huge)) {
      bad.add(new Line("k", "{\"commandId\":\"bad-" + copy + "\"," + fields + "}"));
    }
  }

  private static void wrongKeys(List<Line> bad, int copy) {
    String value =
        "{\"commandId\":\"key-" + copy + "\",\"counter\":\"k\",\"delta\":1,\"expected\":\"any\"}";
    bad.add(new Line("another", value));
    bad.add(new Line("", value));
  }
}
