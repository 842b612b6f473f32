package io.counterstream.processor.stream;

import java.util.Map;
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

/** The usual clients for Kafka Streams, with producers whose commits are tracked. */
final class TrackedClients implements KafkaClientSupplier {
  private final Lookahead lookahead;
  private final String decidedOffsetsGroup;

  TrackedClients(Lookahead lookahead, String decidedOffsetsGroup) {
    this.lookahead = lookahead;
    this.decidedOffsetsGroup = decidedOffsetsGroup;
  }

  @Override
  public Admin getAdmin(Map<String, Object> settings) {
    return Admin.create(settings);
  }

  @Override
  public Producer<byte[], byte[]> getProducer(Map<String, Object> settings) {
    return new CommitTrackingProducer(
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer()),
        lookahead,
        decidedOffsetsGroup(settings.get(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG)));
  }

  /** The group without a membership, which is how marks are committed: nobody ever joins it. */
  private ConsumerGroupMetadata decidedOffsetsGroup(Object bootstrapServers) {
    Map<String, Object> settings = Map.of(
        CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG,
        bootstrapServers,
        CommonClientConfigs.GROUP_ID_CONFIG,
        decidedOffsetsGroup);
    try (Consumer<byte[], byte[]> never = getConsumer(settings)) {
      return never.groupMetadata();
    }
  }

  @Override
  public Consumer<byte[], byte[]> getConsumer(Map<String, Object> settings) {
    return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  @Override
  public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> settings) {
    return getConsumer(settings);
  }

  @Override
  public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> settings) {
    return getConsumer(settings);
  }
}
