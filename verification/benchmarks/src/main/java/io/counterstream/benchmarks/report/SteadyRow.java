package io.counterstream.benchmarks.report;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The figures of one contender at one rate.
 *
 * @param place what was measured
 * @param contender the contender's name
 * @param keepsUp whether every command got its outcome soon after the last one was sent; if not,
 *     its latency depends on the length of the measurement, and is left out
 * @param figures the figures that were measured
 */
public record SteadyRow(
    Place place, String contender, boolean keepsUp, Map<SteadyFigure, Double> figures) {
  /** Copies the figures without those that are not finite. */
  public SteadyRow {
    Map<SteadyFigure, Double> numbers = new EnumMap<>(SteadyFigure.class);
    figures.forEach((figure, value) -> {
      if (Double.isFinite(value)) {
        numbers.put(figure, value);
      }
    });
    figures = Map.copyOf(numbers);
  }

  /** How long the contender had run. */
  public enum Phase {
    /** A new JVM, from its first outcome on. */
    COLD("cold"),
    /** After a warm-up. */
    WARM("warm");

    private final String label;

    Phase(String label) {
      this.label = label;
    }

    /** Returns the name in reports. */
    public String label() {
      return label;
    }
  }

  /**
   * What all contenders are compared in.
   *
   * @param tableLatencyMillis the latency added in front of the table
   * @param phase how long the contender had run
   * @param perSecond the commands sent per second; 0 for an idle contender
   */
  public record Place(long tableLatencyMillis, Phase phase, int perSecond) {
    String label() {
      return (perSecond == 0 ? "idle" : String.format(Locale.ROOT, "%,d/s", perSecond))
          + (phase == Phase.COLD ? " cold" : "")
          + (tableLatencyMillis == 0 ? "" : ", " + tableLatencyMillis + " ms");
    }
  }

  /** Returns one line for the log. */
  public String text() {
    return contender + ", " + place.label() + ": "
        + figure(SteadyFigure.P50_MILLIS)
            .map(p50 -> String.format(Locale.ROOT, "p50 %.1f ms", p50))
            .orElse(keepsUp ? "" : "does not keep up");
  }

  /** Returns a figure; empty if it was not measured. */
  public Optional<Double> figure(SteadyFigure figure) {
    return Optional.ofNullable(figures.get(figure));
  }
}
