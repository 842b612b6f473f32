package io.counterstream.analytics.stream;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Utils;

/** The partition of a counter, by the partitioner of Java's producer. */
public final class CounterPartitions {
  private CounterPartitions() {}

  /** Returns the partition of a counter's name. */
  public static int of(String counter, int partitions) {
    byte[] key = counter.getBytes(StandardCharsets.UTF_8);
    return Utils.toPositive(Utils.murmur2(key)) % partitions;
  }
}
