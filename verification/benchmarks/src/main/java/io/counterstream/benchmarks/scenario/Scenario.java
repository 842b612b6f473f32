package io.counterstream.benchmarks.scenario;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** A kind of load. */
public enum Scenario {
  /** One counter, {@code +1}, whatever its value is: page views of one page. */
  HOT(1),
  /** One counter, irregular deltas, each command expecting the result of the one before. */
  CHAIN(1),
  /** One counter and 16 clients in random turn, each expecting the value that it saw last. */
  CONTENDED(1),
  /** 10,000 counters with a skew of 1: the most wanted one gets a tenth of the commands. */
  ZIPF(10_000),
  /** Every command another counter that does not exist yet, and an exact expectation. */
  COLD(Integer.MAX_VALUE),
  /** A number of counters that exist, evenly, with exact expectations. */
  GROWTH(1000);

  private final int counters;

  Scenario(int counters) {
    this.counters = counters;
  }

  /** How many counters there are; of {@link #GROWTH} the least number measured. */
  public int counters() {
    return counters;
  }

  /** Its name on the command line and in reports. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The scenario of that name.
   *
   * @throws IllegalArgumentException if there is none; the message lists all
   */
  public static Scenario of(String label) {
    return Arrays.stream(values())
        .filter(scenario -> scenario.label().equals(label))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException("scenario must be one of " + labels() + ", was " + label));
  }

  private static String labels() {
    return Arrays.stream(values()).map(Scenario::label).collect(Collectors.joining(", "));
  }
}
