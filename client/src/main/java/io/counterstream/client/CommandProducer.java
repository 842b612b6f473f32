package io.counterstream.client;

import io.counterstream.contract.CounterCommand;
import java.time.Duration;
import java.util.function.Consumer;
import org.apache.kafka.common.KafkaException;

/** Appends commands to the command topic, in the order of the calls. Thread-safe. */
interface CommandProducer {
  /**
   * Returns the partition of a counter's commands.
   *
   * @throws KafkaException if the brokers don't say how many partitions there are; nothing was sent
   */
  int partitionOf(String counter);

  /**
   * Sends a command. Blocks only while the producer's buffer is full.
   *
   * @param callback receives one report, on any thread
   */
  void send(CounterCommand command, int partition, Consumer<DeliveryReport> callback);

  /** Waits up to {@code patience} for deliveries that are under way, then fails them. */
  void close(Duration patience);
}
