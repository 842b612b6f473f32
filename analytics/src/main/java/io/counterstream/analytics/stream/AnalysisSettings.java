package io.counterstream.analytics.stream;

import io.counterstream.analytics.model.RollupRule;
import io.counterstream.analytics.model.WindowSpan;
import java.time.Duration;
import java.util.Map;

/**
 * What the topology does.
 *
 * @param topics that it reads and writes
 * @param partitions of each of them
 * @param grace how long a window is open after its end
 * @param retention how long windows of each size are kept
 * @param rollups which nodes a counter is part of
 * @param chains how chains are followed
 * @param inMemory whether stores are in memory, instead of in RocksDB
 */
public record AnalysisSettings(
    AnalyticsTopics topics,
    int partitions,
    Duration grace,
    Map<WindowSpan, Duration> retention,
    RollupRule rollups,
    ChainRule chains,
    boolean inMemory) {
  /** How long hot counters are kept. */
  public static final Duration HOT_RETENTION = Duration.ofHours(1);

  /**
   * How chains are followed.
   *
   * @param patience how long an event may be missing before it is reported
   * @param sharedTable whether other command topics change the counters too, so that missing
   *     versions are no fault
   */
  public record ChainRule(Duration patience, boolean sharedTable) {}
}
