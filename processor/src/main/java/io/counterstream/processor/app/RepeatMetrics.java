package io.counterstream.processor.app;

import io.counterstream.processor.repeats.RepeatWindows;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.List;

/** Meters of how far back commands are compared with earlier ones, for each partition. */
final class RepeatMetrics {
  private static final double MILLIS_PER_SECOND = 1e3;

  private final RepeatWindows windows;
  private final MultiGauge offsets;
  private final MultiGauge ages;

  RepeatMetrics(MeterRegistry registry, RepeatWindows windows) {
    this.windows = windows;
    offsets = MultiGauge.builder("counterstream.repeats.window")
        .baseUnit("offsets")
        .description(
            "How many offsets back commands are compared; what is in force, not what is" + " set")
        .register(registry);
    ages = MultiGauge.builder("counterstream.repeats.age")
        .baseUnit("seconds")
        .description(
            "Age of the oldest command that the next one is compared with, by its" + " timestamp")
        .register(registry);
  }

  /** Updates the meters. */
  void update() {
    long now = System.currentTimeMillis();
    List<MultiGauge.Row<?>> offsetRows = new ArrayList<>();
    List<MultiGauge.Row<?>> ageRows = new ArrayList<>();
    windows.open().forEach((partition, repeats) -> {
      Tags tags = Tags.of("partition", partition.toString());
      offsetRows.add(MultiGauge.Row.of(tags, repeats.window()));
      repeats
          .oldestMillis()
          .ifPresent(oldest ->
              ageRows.add(MultiGauge.Row.of(tags, Math.max(0, now - oldest) / MILLIS_PER_SECOND)));
    });
    offsets.register(offsetRows, true);
    ages.register(ageRows, true);
  }
}
