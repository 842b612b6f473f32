package io.counterstream.processor.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.counterstream.contract.badinput.BadRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Records as the clients of others send them: 2,000 hand-written commands between bad records. */
final class ForeignRecords {
  static final int COMMANDS = 2000;

  private static final int COUNTERS = 20;

  private ForeignRecords() {}

  /**
   * One record.
   *
   * @param key may be null
   * @param value may be null
   */
  record Line(byte[] key, byte[] value) {}

  /** Returns all commands, the bad records spread among them. */
  static List<Line> with(List<BadRecord> bad) {
    List<Line> all = new ArrayList<>();
    SplittableRandom random = new SplittableRandom(7);
    long[] guesses = new long[COUNTERS];
    for (int i = 0; i < COMMANDS; i++) {
      for (int j = i * bad.size() / COMMANDS; j < (i + 1) * bad.size() / COMMANDS; j++) {
        all.add(new Line(bad.get(j).key(), bad.get(j).value()));
      }
      all.add(command(i, random.nextInt(COUNTERS), random, guesses));
    }
    return all;
  }

  private static Line command(int id, int counter, SplittableRandom random, long[] guesses) {
    String name = "page-" + counter + (counter % 3 == 0 ? " ☃ \\\"quoted\\\"" : "");
    if (counter < 2) {
      String delta = Long.toString(counter == 0 ? Long.MAX_VALUE : Long.MIN_VALUE);
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
    return new Line(escapedName.replace("\\\"", "\"").getBytes(UTF_8), value.getBytes(UTF_8));
  }
}
