package io.counterstream.analytics.api;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;

/**
 * The metrics of an instance: of the partitions that it processes, so that those of all instances
 * add up. They are read from its state for each request. Thread-safe.
 */
final class AnalyticsMetrics {
  private static final String PREFIX = "counterstream.analytics.";
  private static final double MILLIS_PER_SECOND = 1e3;

  private final Instances instances;
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Map<String, MultiGauge> gauges = new LinkedHashMap<>();

  /** Creates them, beside those of Kafka Streams and its clients. */
  AnalyticsMetrics(Instances instances, IntSupplier viewers, MeterBinder kafka) {
    this.instances = instances;
    // Series that are named by a random id would be new ones after each start.
    registry.config().meterFilter(MeterFilter.ignoreTags("process.id"));
    kafka.bindTo(registry);
    add("behind.records", "Committed outcomes that are not analysed yet");
    add("behind.seconds", "Age of the newest outcome analysed while others wait, else 0");
    add("outcomes", "Outcomes analysed, by kind");
    add("late", "Outcomes that are in no window because it was closed when they came");
    add("early", "Outcomes that are in no window because their time is in the future");
    add("malformed", "Records of the result topics that are no outcomes");
    add("alerts", "Alerts published, by type");
    add("counters", "Counters seen");
    Gauge.builder(PREFIX + "viewers", viewers::getAsInt)
        .description("Open streams of events of this instance")
        .register(registry);
  }

  private void add(String name, String description) {
    gauges.put(name, MultiGauge.builder(PREFIX + name).description(description).register(registry));
  }

  /** Returns the text for Prometheus. */
  synchronized String scrape() {
    Instant now = Instant.now();
    Gathered own = instances.own(new PartitionQuery.Overview(now, now.plusMillis(1)));
    Rows rows = new Rows();
    for (Answers.PartitionFreshness freshness : own.freshness().partitions()) {
      Tags partition = Tags.of("partition", Integer.toString(freshness.partition()));
      rows.add("behind.records", partition, freshness.behindRecords());
      rows.add(
          "behind.seconds", partition, freshness.behindMillis().toMillis() / MILLIS_PER_SECOND);
      Parts.Overview overview =
          ApiJson.convert(own.parts().get(freshness.partition()).value(), Parts.Overview.class);
      rows.add("outcomes", partition.and("kind", "applied"), overview.totals().applied());
      rows.add("outcomes", partition.and("kind", "conflict"), overview.totals().conflicts());
      rows.add("outcomes", partition.and("kind", "rejected"), overview.totals().rejected());
      rows.add("late", partition, overview.late());
      rows.add("early", partition, overview.early());
      rows.add("malformed", partition, overview.malformed());
      overview
          .alerts()
          .forEach((type, count) -> rows.add("alerts", partition.and("type", type.word()), count));
      rows.add("counters", partition, overview.counters());
    }
    gauges.forEach((name, gauge) -> gauge.register(rows.of(name), true));
    return registry.scrape();
  }

  /** The values of a scrape, by gauge. */
  private static final class Rows {
    private final Map<String, List<Row<?>>> byGauge = new LinkedHashMap<>();

    void add(String gauge, Tags tags, Number value) {
      byGauge.computeIfAbsent(gauge, unseen -> new ArrayList<>()).add(Row.of(tags, value));
    }

    List<Row<?>> of(String gauge) {
      return byGauge.getOrDefault(gauge, List.of());
    }
  }
}
