package io.counterstream.client;

import io.counterstream.contract.IncrementCommand;
import java.time.Duration;
import java.util.function.Consumer;
import org.apache.kafka.common.KafkaException;

/** The command topic, to which commands are appended in the order of the calls. Thread-safe. */
interface CommandLog {
  /**
   * The partition in which a counter's commands stand now.
   *
   * @throws KafkaException if the brokers don't say; nothing was sent
   */
  int partitionOf(String counter);

  /**
   * Appends a command. Waits only while the buffer is full.
   *
   * @param done told once, on any thread, what became of it
   */
  void append(IncrementCommand command, int partition, Consumer<Delivery> done);

  /** Gives up what is not delivered after {@code patience}. */
  void close(Duration patience);
}
