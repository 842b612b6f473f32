package io.counterstream.processor.offsets;

import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaClientSupplier;

/**
 * Kafka Streams' default clients, with a {@link CommitTrackingProducer} as producer, and {@link
 * ResetsReported} and another wrapper around the main consumer.
 */
public final class CommitTrackingClients implements KafkaClientSupplier {
  private final Supplier<? extends TransactionListener> currentThread;
  private final String decidedOffsetsGroup;
  private final UnaryOperator<Consumer<byte[], byte[]>> mainConsumer;

  /**
   * Clients for one Kafka Streams application.
   *
   * @param currentThread finds the listener of the calling stream thread
   * @param consumerGroup the application's consumer group
   * @param mainConsumer wraps each main consumer
   */
  public CommitTrackingClients(
      Supplier<? extends TransactionListener> currentThread,
      String consumerGroup,
      UnaryOperator<Consumer<byte[], byte[]>> mainConsumer) {
    this.mainConsumer = mainConsumer;
    this.currentThread = currentThread;
    this.decidedOffsetsGroup = DecidedOffsets.groupOf(consumerGroup);
  }

  @Override
  public Admin getAdmin(Map<String, Object> settings) {
    return Admin.create(settings);
  }

  @Override
  public Producer<byte[], byte[]> getProducer(Map<String, Object> settings) {
    return new CommitTrackingProducer(
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer()),
        currentThread,
        decidedOffsetsGroup(settings.get(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG)));
  }

  /** Metadata without a membership: the decided offsets' group never has members. */
  private ConsumerGroupMetadata decidedOffsetsGroup(Object bootstrapServers) {
    Map<String, Object> settings = Map.of(
        CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG,
        bootstrapServers,
        CommonClientConfigs.GROUP_ID_CONFIG,
        decidedOffsetsGroup);
    try (Consumer<byte[], byte[]> unused = consumer(settings)) {
      return unused.groupMetadata();
    }
  }

  @Override
  public Consumer<byte[], byte[]> getConsumer(Map<String, Object> settings) {
    return mainConsumer.apply(ResetsReported.of(consumer(settings), currentThread));
  }

  private static Consumer<byte[], byte[]> consumer(Map<String, Object> settings) {
    return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  @Override
  public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> settings) {
    return consumer(settings);
  }

  @Override
  public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> settings) {
    return consumer(settings);
  }
}
