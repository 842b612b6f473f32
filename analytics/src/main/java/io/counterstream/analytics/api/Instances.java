package io.counterstream.analytics.api;

import io.counterstream.analytics.stream.ArrivalLatencies;
import io.counterstream.analytics.stream.LiveState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntSupplier;
import java.util.stream.IntStream;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.errors.StreamsNotStartedException;

/**
 * Gathers the parts of partitions: from this instance if it processes them, else from the one that
 * does, else from a copy, here or there. Thread-safe.
 */
final class Instances {
  private static final int LATENCY_SECONDS = 900;

  private final String self;
  private final int partitions;
  private final LocalStores stores;
  private final StoreReader reader;
  private final Peers peers;
  private final LiveState live;
  private final IntSupplier viewers;

  Instances(Local local, Peers peers, IntSupplier viewers) {
    this.self = local.self();
    this.partitions = local.partitions();
    this.stores = local.stores();
    this.reader = local.reader();
    this.live = local.live();
    this.peers = peers;
    this.viewers = viewers;
  }

  /**
   * What this instance has.
   *
   * @param self its name, host:port
   * @param partitions of each topic
   * @param stores its stores
   * @param reader reads them
   * @param live what it knows beside them
   */
  record Local(
      String self, int partitions, LocalStores stores, StoreReader reader, LiveState live) {}

  String self() {
    return self;
  }

  Peers peers() {
    return peers;
  }

  /** Asks all partitions. */
  Gathered askAll(PartitionQuery query) {
    return ask(query, IntStream.range(0, partitions).boxed().toList());
  }

  /**
   * Asks one partition.
   *
   * @throws UnavailableException if no instance has it
   */
  Gathered askOne(PartitionQuery query, int partition) {
    Gathered gathered = ask(query, List.of(partition));
    if (gathered.parts().isEmpty()) {
      throw new UnavailableException(
          "no instance has partition " + partition + " now; instances are " + peers.all());
    }
    return gathered;
  }

  /** Reads the partitions that this instance processes. */
  Gathered own(PartitionQuery query) {
    Map<Integer, Parts.Part> parts = new TreeMap<>();
    local().forEach((partition, role) -> {
      if (role == Parts.Role.ACTIVE) {
        read(partition, role, query).ifPresent(part -> parts.put(partition, part));
      }
    });
    return new Gathered(self, parts, List.copyOf(parts.keySet()), peers.behind(), List.of());
  }

  private Gathered ask(PartitionQuery query, List<Integer> asked) {
    Map<Integer, Parts.Role> local = local();
    Map<Integer, Parts.Part> parts = new HashMap<>();
    List<Parts.LatencyPart> latencies = new ArrayList<>();
    latencies.add(latency());
    for (int partition : asked) {
      if (local.get(partition) == Parts.Role.ACTIVE) {
        read(partition, Parts.Role.ACTIVE, query).ifPresent(part -> parts.put(partition, part));
      }
    }
    askPeers(query, asked, parts, latencies);
    for (int partition : asked) {
      if (!parts.containsKey(partition) && local.containsKey(partition)) {
        read(partition, Parts.Role.STANDBY, query).ifPresent(part -> parts.put(partition, part));
      }
    }
    return new Gathered(self, parts, asked, peers.behind(), latencies);
  }

  private void askPeers(
      PartitionQuery query,
      List<Integer> asked,
      Map<Integer, Parts.Part> parts,
      List<Parts.LatencyPart> latencies) {
    Map<String, List<Integer>> byInstance = new TreeMap<>();
    for (int partition : asked) {
      if (!parts.containsKey(partition)) {
        peers
            .withPartition(partition)
            .forEach(instance -> byInstance
                .computeIfAbsent(instance, unseen -> new ArrayList<>())
                .add(partition));
      }
    }
    byInstance.forEach((instance, wanted) -> peers.ask(instance, query, wanted).ifPresent(reply -> {
      latencies.add(reply.latency());
      reply.parts().forEach(part -> parts.merge(part.partition(), part, Instances::fresher));
    }));
  }

  private static Parts.Part fresher(Parts.Part one, Parts.Part other) {
    return other.role() == Parts.Role.ACTIVE || other.asOf().isAfter(one.asOf()) ? other : one;
  }

  /** Answers another instance. */
  Parts.Reply reply(PartitionQuery query, List<Integer> wanted) {
    Map<Integer, Parts.Role> local = local();
    List<Parts.Part> parts = new ArrayList<>();
    for (int partition : wanted) {
      if (local.containsKey(partition)) {
        read(partition, local.get(partition), query).ifPresent(parts::add);
      }
    }
    return new Parts.Reply(parts, latency());
  }

  private Map<Integer, Parts.Role> local() {
    try {
      return stores.partitions();
    } catch (StreamsNotStartedException starting) {
      return Map.of();
    } catch (IllegalStateException ending) {
      return Map.of();
    }
  }

  private Optional<Parts.Part> read(int partition, Parts.Role role, PartitionQuery query) {
    try {
      Parts.Part part = reader.read(partition, role, query);
      // What moved while it was read may be incomplete.
      return Optional.of(part).filter(read -> local().get(partition) == role);
    } catch (InvalidStateStoreException moving) {
      // Another instance may have it.
      return Optional.empty();
    }
  }

  private Parts.LatencyPart latency() {
    long now = System.currentTimeMillis();
    ArrivalLatencies latencies = live.latencies();
    List<Parts.LatencyRow> rows = latencies.since(now - LATENCY_SECONDS * 1000L, now).stream()
        .map(Instances::row)
        .toList();
    return new Parts.LatencyPart(row(latencies.recent(now)), rows, viewers.getAsInt());
  }

  private static Parts.LatencyRow row(ArrivalLatencies.Row row) {
    return row == null
        ? null
        : new Parts.LatencyRow(
            Instant.ofEpochMilli(row.start()), row.p50Millis(), row.p99Millis(), row.maxMillis());
  }
}
