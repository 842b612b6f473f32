package io.counterstream.processor.app;

import io.counterstream.processor.engine.Engine;
import io.counterstream.processor.progress.ProgressWatch;
import io.counterstream.processor.progress.Stall;
import io.counterstream.processor.repeats.RepeatWindows;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Meters of progress and of the lack of it. Their labels are the same after each restart. */
final class ProgressMetrics {
  private static final String PARTITION = "partition";
  private static final double NANOS_PER_SECOND = 1e9;

  private final ProgressWatch watch;
  private final RepeatMetrics repeats;
  private final MultiGauge ages;
  private final MultiGauge stalled;

  ProgressMetrics(
      MeterRegistry registry, ProgressWatch watch, Engine engine, RepeatWindows windows) {
    this.watch = watch;
    this.repeats = new RepeatMetrics(registry, windows);
    ages = MultiGauge.builder("counterstream.commit.age")
        .baseUnit("seconds")
        .description("Time since the last progress of a partition while records wait, else 0")
        .register(registry);
    stalled = MultiGauge.builder("counterstream.stalled")
        .baseUnit("seconds")
        .description("How long a partition has waited for what holds it; none if nothing does")
        .register(registry);
    Gauge.builder("counterstream.counters.failing", engine, Engine::countersFailing)
        .description("Counters whose requests have failed for 10 seconds or more")
        .register(registry);
  }

  /** Updates the meters. */
  void update(List<Stall> stalls) {
    List<MultiGauge.Row<?>> ageRows = new ArrayList<>();
    watch
        .ages()
        .forEach((partition, age) ->
            ageRows.add(MultiGauge.Row.of(Tags.of(PARTITION, partition.toString()), seconds(age))));
    ages.register(ageRows, true);
    List<MultiGauge.Row<?>> stallRows = new ArrayList<>();
    longestWaits(stalls)
        .forEach((tags, seconds) -> stallRows.add(MultiGauge.Row.of(tags, seconds)));
    stalled.register(stallRows, true);
    repeats.update();
  }

  /**
   * Returns how many seconds each partition has waited for each kind of cause. It may wait for
   * several of one kind, such as for leaders of two result partitions.
   */
  static Map<Tags, Double> longestWaits(List<Stall> stalls) {
    Map<Tags, Double> waits = new LinkedHashMap<>();
    for (Stall stall : stalls) {
      for (String partition : partitions(stall)) {
        Tags tags = Tags.of(PARTITION, partition, "waits_for", stall.kind().label());
        waits.merge(tags, seconds(stall.lasted()), Math::max);
      }
    }
    return waits;
  }

  private static List<String> partitions(Stall stall) {
    return stall.partitions().isEmpty() ? List.of("all") : stall.partitions();
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / NANOS_PER_SECOND;
  }
}
