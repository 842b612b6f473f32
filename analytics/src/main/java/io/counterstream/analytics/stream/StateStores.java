package io.counterstream.analytics.stream;

import io.counterstream.analytics.model.WindowSpan;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.WindowBytesStoreSupplier;

/**
 * The state of a partition. Every store has a changelog, and a cache that writes a value once per
 * commit however often it changed.
 *
 * <ul>
 *   <li>{@link #TOTALS}: one value
 *   <li>{@link #SECONDS}: windows of all counters, key: the partition
 *   <li>{@link #OPEN}: windows of counters that are not closed, key: {@link #openKey}
 *   <li>{@link #MINUTES}, {@link #HOURS}: those that are, key: the counter
 *   <li>{@link #COUNTERS}: key: the counter
 *   <li>{@link #GAPS}: counters whose chains have gaps
 *   <li>{@link #ROLLUPS}: key: {@link #rollupKey}
 *   <li>{@link #HOT}: hot counters of closed minutes, key: the minute's begin
 *   <li>{@link #ALERTS}: the newest alerts, key: their number
 * </ul>
 */
public final class StateStores {
  /** See the class. */
  public static final String TOTALS = "totals";
  /** See the class. */
  public static final String SECONDS = "seconds";
  /** See the class. */
  public static final String OPEN = "open-windows";
  /** See the class. */
  public static final String MINUTES = "minutes";
  /** See the class. */
  public static final String HOURS = "hours";
  /** See the class. */
  public static final String COUNTERS = "counters";
  /** See the class. */
  public static final String GAPS = "gaps";
  /** See the class. */
  public static final String ROLLUPS = "rollups";
  /** See the class. */
  public static final String HOT = "hot";
  /** See the class. */
  public static final String ALERTS = "alerts";

  /** How many alerts of a partition are kept. */
  public static final int ALERTS_MAX = 200;

  private static final Duration SEGMENT_MIN = Duration.ofMinutes(1);

  private StateStores() {}

  static List<StoreBuilder<?>> builders(AnalysisSettings settings) {
    return List.of(
        keyValue(TOTALS, true),
        window(SECONDS, WindowSpan.SECOND, settings, true),
        keyValue(OPEN, settings.inMemory()),
        window(MINUTES, WindowSpan.MINUTE, settings, settings.inMemory()),
        window(HOURS, WindowSpan.HOUR, settings, settings.inMemory()),
        keyValue(COUNTERS, settings.inMemory()),
        keyValue(GAPS, true),
        keyValue(ROLLUPS, settings.inMemory()),
        keyValue(HOT, true),
        keyValue(ALERTS, true));
  }

  private static StoreBuilder<?> keyValue(String name, boolean inMemory) {
    KeyValueBytesStoreSupplier supplier =
        inMemory ? Stores.inMemoryKeyValueStore(name) : Stores.persistentKeyValueStore(name);
    return Stores.keyValueStoreBuilder(supplier, Serdes.Bytes(), Serdes.ByteArray())
        .withCachingEnabled()
        .withLoggingEnabled(Map.of());
  }

  private static StoreBuilder<?> window(
      String name, WindowSpan size, AnalysisSettings settings, boolean inMemory) {
    Duration length = Duration.ofMillis(size.millis());
    Duration kept = settings.retention().get(size).plus(settings.grace()).plus(length);
    Duration retention = kept.compareTo(SEGMENT_MIN) < 0 ? SEGMENT_MIN : kept;
    WindowBytesStoreSupplier supplier = inMemory
        ? Stores.inMemoryWindowStore(name, retention, length, false)
        : Stores.persistentWindowStore(name, retention, length, false);
    return Stores.windowStoreBuilder(supplier, Serdes.Bytes(), Serdes.ByteArray())
        .withCachingEnabled()
        .withLoggingEnabled(Map.of());
  }

  /** The key of a counter. */
  public static Bytes counterKey(String counter) {
    return Bytes.wrap(counter.getBytes(StandardCharsets.UTF_8));
  }

  /** The counter of a key. */
  public static String counterOf(Bytes key) {
    return new String(key.get(), StandardCharsets.UTF_8);
  }

  /** The key of a partition in {@link #SECONDS} and {@link #TOTALS}. */
  public static Bytes partitionKey(int partition) {
    return Bytes.wrap(ByteBuffer.allocate(Integer.BYTES).putInt(partition).array());
  }

  /** The key of a number or a time, 0 or more; keys are in its order. */
  public static Bytes numberKey(long number) {
    return Bytes.wrap(ByteBuffer.allocate(Long.BYTES).putLong(number).array());
  }

  /** The number of a key. */
  public static long numberOf(Bytes key) {
    return ByteBuffer.wrap(key.get()).getLong();
  }

  /** The key of an open window: size, begin, counter; so those to be closed next come first. */
  public static Bytes openKey(WindowSpan size, long start, String counter) {
    byte[] name = counter.getBytes(StandardCharsets.UTF_8);
    return Bytes.wrap(ByteBuffer.allocate(1 + Long.BYTES + name.length)
        .put((byte) size.ordinal())
        .putLong(start)
        .put(name)
        .array());
  }

  /** The begin of the window of an open window's key. */
  public static long startOfOpen(Bytes key) {
    return ByteBuffer.wrap(key.get()).getLong(1);
  }

  /** The counter of an open window's key. */
  static String counterOfOpen(Bytes key) {
    int from = 1 + Long.BYTES;
    return new String(key.get(), from, key.get().length - from, StandardCharsets.UTF_8);
  }

  /** The key of a node: its depth, its name; so the nodes below one node are together. */
  public static Bytes rollupKey(int depth, String node) {
    byte[] name = node.getBytes(StandardCharsets.UTF_8);
    return Bytes.wrap(
        ByteBuffer.allocate(1 + name.length).put((byte) depth).put(name).array());
  }

  /** The name of a node. */
  public static String nodeOf(Bytes key) {
    return new String(key.get(), 1, key.get().length - 1, StandardCharsets.UTF_8);
  }
}
