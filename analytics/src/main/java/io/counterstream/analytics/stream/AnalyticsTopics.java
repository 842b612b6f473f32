package io.counterstream.analytics.stream;

import io.counterstream.contract.Topics;
import java.util.List;

/**
 * The names of the topics that analytics reads and writes.
 *
 * @param source the result topics
 * @param applicationId the consumer group; its internal topics have this prefix
 */
public record AnalyticsTopics(Topics source, String applicationId) {
  /** Final results of windows. */
  public String stats() {
    return source.prefix() + "-stats";
  }

  /** The newest state of each counter; compacted. */
  public String latest() {
    return source.prefix() + "-latest";
  }

  /** The sums of each node of the roll-up tree, one for each partition; compacted. */
  public String rollups() {
    return source.prefix() + "-rollups";
  }

  /** Faults in the result topics. */
  public String alerts() {
    return source.prefix() + "-alerts";
  }

  /** Outcomes on their way to their counter's partition. */
  public String misplaced() {
    return applicationId + "-misplaced";
  }

  /** Those that others read, in the order above. */
  public List<String> published() {
    return List.of(stats(), latest(), rollups(), alerts());
  }
}
