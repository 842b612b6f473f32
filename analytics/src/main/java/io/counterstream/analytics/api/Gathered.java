package io.counterstream.analytics.api;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The parts of a query's partitions.
 *
 * @param self the instance that gathered them
 * @param parts by partition; those that no instance has are missing
 * @param asked the partitions that were asked for
 * @param behind records that are committed and not processed, by partition
 * @param latencies of the instances that replied
 */
record Gathered(
    String self,
    Map<Integer, Parts.Part> parts,
    List<Integer> asked,
    Map<Integer, Long> behind,
    List<Parts.LatencyPart> latencies) {

  /** The values, in the order of the partitions. */
  <T> List<T> values(Class<T> type) {
    List<T> values = new ArrayList<>();
    new TreeMap<>(parts).values().forEach(part -> values.add(ApiJson.convert(part.value(), type)));
    return values;
  }

  /** The only value. */
  <T> T value(Class<T> type) {
    return values(type).get(0);
  }

  Answers.Freshness freshness() {
    List<Answers.PartitionFreshness> partitions =
        asked.stream().map(this::freshness).toList();
    Instant now = Instant.now();
    return new Answers.Freshness(
        parts.values().stream().map(Parts.Part::asOf).min(Instant::compareTo).orElse(now),
        asked.size() == 1 && parts.size() == 1
            ? parts.values().iterator().next().instance()
            : self,
        parts.keySet().containsAll(asked),
        partitions.stream().mapToLong(Answers.PartitionFreshness::behindRecords).sum(),
        partitions.stream()
            .map(Answers.PartitionFreshness::behindMillis)
            .max(Duration::compareTo)
            .orElse(Duration.ZERO),
        partitions);
  }

  private Answers.PartitionFreshness freshness(int partition) {
    Parts.Part part = parts.get(partition);
    long records = behind.getOrDefault(partition, 0L);
    if (part == null) {
      return new Answers.PartitionFreshness(
          partition, null, "none", null, records, Duration.ZERO, null);
    }
    Instant newest = part.streamTime() == null ? part.asOf() : part.streamTime();
    Duration age = Duration.between(newest, Instant.now());
    return new Answers.PartitionFreshness(
        partition,
        part.instance(),
        part.role() == Parts.Role.ACTIVE ? "active" : "standby",
        part.asOf(),
        records,
        records == 0 || age.isNegative() ? Duration.ZERO : age,
        part.streamTime());
  }
}
