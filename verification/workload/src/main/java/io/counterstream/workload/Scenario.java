package io.counterstream.workload;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** A kind of workload that is measured. */
public enum Scenario {
  /** One counter, {@code +1}, no expectation: page views of one page. */
  HOT(1),
  /** One counter, irregular deltas, each command expecting the value after the previous one. */
  CHAIN(1),
  /** One counter and 16 clients in random order, each expecting the value that it saw last. */
  CONTENDED(1),
  /** 10,000 counters by Zipf's law: the most frequent counter gets a tenth of the commands. */
  ZIPF(10_000),
  /** Every command for another counter that does not exist yet, with an exact expectation. */
  COLD(Integer.MAX_VALUE),
  /** A number of existing counters, evenly, with exact expectations. */
  GROWTH(1000);

  private final int counters;

  Scenario(int counters) {
    this.counters = counters;
  }

  /** Returns the number of counters; of {@link #GROWTH} the smallest number measured. */
  public int counters() {
    return counters;
  }

  /** Returns the name on the command line and in reports. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Returns the scenario with this name.
   *
   * @throws IllegalArgumentException if there is none; the message lists all names
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
