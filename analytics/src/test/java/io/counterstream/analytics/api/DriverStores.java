package io.counterstream.analytics.api;

import io.counterstream.analytics.stream.AnalysisDriver;
import java.util.Map;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyWindowStore;

/** The stores of a driver's partition. */
record DriverStores(AnalysisDriver driver) implements LocalStores {
  @Override
  public Map<Integer, Parts.Role> partitions() {
    return Map.of(0, Parts.Role.ACTIVE);
  }

  @Override
  public ReadOnlyKeyValueStore<Bytes, byte[]> keyValue(String name, int partition) {
    return driver.driver().getKeyValueStore(name);
  }

  @Override
  public ReadOnlyWindowStore<Bytes, byte[]> window(String name, int partition) {
    return driver.driver().getWindowStore(name);
  }
}
