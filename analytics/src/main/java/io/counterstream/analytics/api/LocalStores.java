package io.counterstream.analytics.api;

import java.util.Map;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyWindowStore;

/** The stores of the partitions that this instance has. */
interface LocalStores {
  /** The partitions, and how this instance has them. */
  Map<Integer, Parts.Role> partitions();

  /**
   * Opens a store.
   *
   * @throws org.apache.kafka.streams.errors.InvalidStateStoreException if it is not here any more
   */
  ReadOnlyKeyValueStore<Bytes, byte[]> keyValue(String name, int partition);

  /**
   * Opens a store.
   *
   * @throws org.apache.kafka.streams.errors.InvalidStateStoreException if it is not here any more
   */
  ReadOnlyWindowStore<Bytes, byte[]> window(String name, int partition);
}
