package io.counterstream.processor.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterstream.processor.progress.Stall;
import io.counterstream.processor.progress.Wait;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** No two gauges have the same labels: a registry takes one and warns of the other. */
class ProgressMetricsTest {
  @Test
  void ofSeveralWaitsOfOneKindAPartitionShowsTheLongest() {
    Stall longer = stall("waits for a leader of partition conflicts-0", 9, "c-0", "c-1");
    Stall shorter = stall("waits for a leader of partition applied-0", 4, "c-0");
    Map<Tags, Double> longest = Map.of(labels("c-0"), 9.0, labels("c-1"), 9.0);
    assertThat(ProgressMetrics.longestWaits(List.of(longer, shorter))).isEqualTo(longest);
    assertThat(ProgressMetrics.longestWaits(List.of(shorter, longer))).isEqualTo(longest);
  }

  @Test
  void aWaitThatMayAffectAnyPartitionIsOfAll() {
    assertThat(ProgressMetrics.longestWaits(List.of(stall("waits for the group", 3))))
        .isEqualTo(Map.of(labels("all"), 3.0));
  }

  private static Stall stall(String cause, int seconds, String... partitions) {
    return new Stall(Wait.Kind.TOPIC, cause, List.of(partitions), Duration.ofSeconds(seconds));
  }

  private static Tags labels(String partition) {
    return Tags.of("partition", partition, "waits_for", Wait.Kind.TOPIC.label());
  }
}
