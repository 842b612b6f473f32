package io.counterstream.torture.load;

import io.counterstream.audit.OutcomeRecord;
import io.counterstream.testkit.audit.ObservedOutcomes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * A {@code read_committed} consumer of all outcome topics and of the dead letters, on a thread of
 * its own. Notes when outcomes are received and passes them to the load.
 */
public final class Observer implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(200);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final ObservedOutcomes records;
  private final CallLog calls;
  private final TortureLoad load;
  private final Thread thread = new Thread(this::run, "observer");
  private volatile boolean stopped;
  private volatile Optional<RuntimeException> broken = Optional.empty();

  /**
   * Starts to read from the beginning of the topics.
   *
   * @param records decodes what is read
   */
  public Observer(
      String bootstrap,
      ObservedOutcomes records,
      List<TopicPartition> partitions,
      CallLog calls,
      TortureLoad load) {
    this.records = records;
    this.calls = calls;
    this.load = load;
    consumer = new KafkaConsumer<>(
        Map.of(
            "bootstrap.servers", bootstrap,
            "isolation.level", "read_committed",
            "fetch.max.wait.ms", 100,
            "request.timeout.ms", 5000,
            "metadata.max.age.ms", 5000,
            "reconnect.backoff.max.ms", 500),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    thread.setDaemon(true);
    thread.start();
  }

  private void run() {
    try (consumer) {
      while (!stopped) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          OutcomeRecord outcome = records.read(record);
          calls.received(outcome.command());
          load.received(RecordNumber.of(record.headers()), outcome);
        }
      }
    } catch (WakeupException asked) {
      // closed
    } catch (RuntimeException failed) {
      broken = Optional.of(failed);
    }
  }

  /** Throws if reading has failed. */
  public void check() {
    broken.ifPresent(failure -> {
      throw new IllegalStateException("the observer of outcomes failed", failure);
    });
  }

  @Override
  public void close() {
    stopped = true;
    consumer.wakeup();
  }
}
