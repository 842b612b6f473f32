package io.counterstream.analytics.api;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.ThreadMetadata;
import org.apache.kafka.streams.state.QueryableStoreType;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyWindowStore;

/**
 * The stores of Kafka Streams: those that are processed, and copies.
 *
 * @param streams the application
 */
record StreamsStores(KafkaStreams streams) implements LocalStores {
  @Override
  public Map<Integer, Parts.Role> partitions() {
    Map<Integer, Parts.Role> roles = new HashMap<>();
    // While tasks move, what is processed may still be restored, so it counts as a copy.
    Parts.Role active =
        streams.state() == KafkaStreams.State.RUNNING ? Parts.Role.ACTIVE : Parts.Role.STANDBY;
    for (ThreadMetadata thread : streams.metadataForLocalThreads()) {
      thread
          .standbyTasks()
          .forEach(task -> roles.putIfAbsent(task.taskId().partition(), Parts.Role.STANDBY));
      thread.activeTasks().forEach(task -> roles.put(task.taskId().partition(), active));
    }
    return roles;
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
