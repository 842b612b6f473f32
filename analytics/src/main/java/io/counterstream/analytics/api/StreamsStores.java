package io.counterstream.analytics.api;

import io.counterstream.analytics.api.LoadedPartitions.Position;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.ThreadMetadata;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.errors.StreamsNotStartedException;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.state.QueryableStoreType;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyWindowStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The stores of Kafka Streams: those that are processed, and copies. What is not loaded yet is not
 * here. Thread-safe.
 */
final class StreamsStores implements LocalStores {
  private static final Logger LOG = LoggerFactory.getLogger(StreamsStores.class);

  private final KafkaStreams streams;
  private final LoadedPartitions loaded = new LoadedPartitions();

  StreamsStores(KafkaStreams streams) {
    this.streams = streams;
  }

  /** Looks which partitions are loaded; asks the brokers. */
  void look() {
    Map<Integer, Map<String, Position>> partitions = new HashMap<>();
    try {
      streams
          .allLocalStorePartitionLags()
          .forEach((store, lags) -> lags.forEach((partition, lag) -> partitions
              .computeIfAbsent(partition, unseen -> new HashMap<>())
              .put(store, new Position(lag.currentOffsetPosition(), lag.endOffsetPosition()))));
    } catch (StreamsNotStartedException starting) {
      return;
    } catch (StreamsException | IllegalStateException unknown) {
      LOG.debug("No positions of the changelogs", unknown);
      return;
    }
    loaded.look(partitions);
  }

  @Override
  public Map<Integer, Parts.Role> partitions() {
    Map<Integer, Parts.Role> roles = new HashMap<>();
    for (ThreadMetadata thread : streams.metadataForLocalThreads()) {
      thread.standbyTasks().forEach(task -> putCopy(task.taskId(), roles));
      thread.activeTasks().forEach(task -> {
        if (thread.threadState().equals("RUNNING")) {
          // All tasks of such a thread are loaded.
          roles.put(task.taskId().partition(), Parts.Role.ACTIVE);
        } else {
          putCopy(task.taskId(), roles);
        }
      });
    }
    return roles;
  }

  private void putCopy(TaskId task, Map<Integer, Parts.Role> roles) {
    if (loaded.contains(task.partition())) {
      roles.putIfAbsent(task.partition(), Parts.Role.STANDBY);
    }
  }

  @Override
  public ReadOnlyKeyValueStore<Bytes, byte[]> keyValue(String name, int partition) {
    return open(name, QueryableStoreTypes.keyValueStore(), partition);
  }

  @Override
  public ReadOnlyWindowStore<Bytes, byte[]> window(String name, int partition) {
    return open(name, QueryableStoreTypes.windowStore(), partition);
  }

  private <T> T open(String name, QueryableStoreType<T> type, int partition) {
    return streams.store(StoreQueryParameters.fromNameAndType(name, type)
        .withPartition(partition)
        .enableStaleStores());
  }
}
