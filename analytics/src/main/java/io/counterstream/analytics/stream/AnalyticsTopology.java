package io.counterstream.analytics.stream;

import io.counterstream.contract.Topics;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.TimestampExtractor;

/** Builds the topology that the package describes. */
public final class AnalyticsTopology {
  static final String ANALYSIS = "analysis";
  static final String STATS = "to-stats";
  static final String LATEST = "to-latest";
  static final String ROLLUPS = "to-rollups";
  static final String ALERTS = "to-alerts";
  static final String MISPLACED = "to-misplaced";

  private static final String RESULTS = "results";
  private static final String RETURNED = "from-misplaced";

  private AnalyticsTopology() {}

  /** Builds it. */
  public static Topology of(AnalysisSettings settings, LiveState live) {
    return of(settings, live, new RecordTime());
  }

  static Topology of(AnalysisSettings settings, LiveState live, TimestampExtractor time) {
    Topics source = settings.topics().source();
    AnalyticsTopics topics = settings.topics();
    Topology topology = new Topology();
    topology.addSource(
        AutoOffsetReset.earliest(),
        RESULTS,
        time,
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer(),
        source.applied(),
        source.conflicts(),
        source.rejected());
    topology.addSource(
        AutoOffsetReset.earliest(),
        RETURNED,
        time,
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer(),
        topics.misplaced());
    topology.addProcessor(ANALYSIS, () -> new OutcomeAnalysis(settings, live), RESULTS, RETURNED);
    StateStores.builders(settings).forEach(store -> topology.addStateStore(store, ANALYSIS));
    sink(topology, STATS, topics.stats());
    sink(topology, LATEST, topics.latest());
    sink(topology, ROLLUPS, topics.rollups());
    sink(topology, ALERTS, topics.alerts());
    sink(topology, MISPLACED, topics.misplaced());
    return topology;
  }

  private static void sink(Topology topology, String name, String topic) {
    topology.addSink(name, topic, new ByteArraySerializer(), new ByteArraySerializer(), ANALYSIS);
  }
}
