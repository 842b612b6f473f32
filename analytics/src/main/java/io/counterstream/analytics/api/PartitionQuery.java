package io.counterstream.analytics.api;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.counterstream.analytics.model.WindowSpan;
import java.time.Instant;
import java.util.List;

/** What is asked of each partition; the form in which instances ask each other. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "query")
@JsonSubTypes({
  @JsonSubTypes.Type(value = PartitionQuery.Overview.class, name = "overview"),
  @JsonSubTypes.Type(value = PartitionQuery.Hot.class, name = "hot"),
  @JsonSubTypes.Type(value = PartitionQuery.Alerts.class, name = "alerts"),
  @JsonSubTypes.Type(value = PartitionQuery.Nodes.class, name = "nodes"),
  @JsonSubTypes.Type(value = PartitionQuery.NamedNodes.class, name = "named-nodes"),
  @JsonSubTypes.Type(value = PartitionQuery.Counters.class, name = "counters"),
  @JsonSubTypes.Type(value = PartitionQuery.Counter.class, name = "counter"),
  @JsonSubTypes.Type(value = PartitionQuery.Windows.class, name = "windows"),
  @JsonSubTypes.Type(value = PartitionQuery.Places.class, name = "places")
})
sealed interface PartitionQuery {
  /** Totals, and the seconds from {@code from} to {@code to}, exclusive. */
  record Overview(Instant from, Instant to) implements PartitionQuery {}

  /** Candidates of the minutes that begin from {@code from} to {@code to}, exclusive. */
  record Hot(Instant from, Instant to, int limit) implements PartitionQuery {}

  /** The newest alerts; of one counter, if it is not null. */
  record Alerts(int limit, String counter) implements PartitionQuery {}

  /** Nodes below a node, or at the top if it is null; those after {@code after}. */
  record Nodes(String parent, String after, int limit) implements PartitionQuery {}

  /** Nodes by their names. */
  record NamedNodes(List<String> names) implements PartitionQuery {}

  /** Counters with a prefix; those after {@code after}, if it is not null. */
  record Counters(String prefix, String after, int limit) implements PartitionQuery {}

  /** A counter. */
  record Counter(String name) implements PartitionQuery {}

  /** The windows of a counter. */
  record Windows(String name, WindowSpan size, Instant from, Instant to)
      implements PartitionQuery {}

  /** Where a counter's newest outcomes are. */
  record Places(String name, int limit) implements PartitionQuery {}
}
