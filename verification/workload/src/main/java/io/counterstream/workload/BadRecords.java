package io.counterstream.workload;

import java.util.SplittableRandom;

/** Records that are not valid commands: invalid, with a wrong key, or unreadable. */
final class BadRecords {
  private static final int LARGE_BYTES = 100_000;

  private BadRecords() {}

  /** Returns one of them; it names an existing counter, which it must not change. */
  static CommandRecord next(SplittableRandom random, String counter, String id) {
    switch (random.nextInt(4)) {
      case 0:
        return CommandRecord.of(counter, unreadable(random));
      case 1:
        return CommandRecord.of(
            random.nextBoolean() ? null : "not-" + counter, command(id, counter));
      default:
        return CommandRecord.of(counter, invalid(random, counter, id));
    }
  }

  private static String unreadable(SplittableRandom random) {
    return one(
        random,
        "this is not JSON",
        "{\"commandId\":\"x\",",
        "[1,2,3]",
        "{}",
        "{\"commandId\":7,\"counter\":\"k\",\"delta\":1,\"expected\":0}",
        "\uFEFF{}",
        "",
        null,
        "x".repeat(LARGE_BYTES));
  }

  private static String invalid(SplittableRandom random, String counter, String id) {
    String start = "{\"commandId\":\"" + id + "\",\"counter\":\"" + counter + "\",";
    return start
        + one(
            random,
            "\"delta\":1}",
            "\"delta\":1,\"expcted\":0}",
            "\"expected\":\"any\"}",
            "\"delta\":1.0,\"expected\":\"any\"}",
            "\"delta\":\"1\",\"expected\":\"any\"}",
            "\"delta\":1,\"delta\":1,\"expected\":\"any\"}",
            "\"delta\":9223372036854775808,\"expected\":\"any\"}",
            "\"delta\":1,\"expected\":\"any\",\"expectedVersion\":-1}");
  }

  private static String command(String id, String counter) {
    return "{\"commandId\":\"" + id + "\",\"counter\":\"" + counter
        + "\",\"delta\":1,\"expected\":\"any\"}";
  }

  private static String one(SplittableRandom random, String... choices) {
    return choices[random.nextInt(choices.length)];
  }
}
