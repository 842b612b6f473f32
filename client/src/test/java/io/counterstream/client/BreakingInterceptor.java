package io.counterstream.client;

import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;

/** Throws an error in the thread that polls, as a class of another version does that is missing. */
public final class BreakingInterceptor
    implements ConsumerInterceptor<byte[], byte[]>, ProducerInterceptor<byte[], byte[]> {
  static volatile boolean breaking;

  @Override
  public ConsumerRecords<byte[], byte[]> onConsume(ConsumerRecords<byte[], byte[]> records) {
    if (breaking) {
      throw new NoClassDefFoundError("org/example/Missing");
    }
    return records;
  }

  @Override
  public ProducerRecord<byte[], byte[]> onSend(ProducerRecord<byte[], byte[]> message) {
    return message;
  }

  @Override
  public void onAcknowledgement(RecordMetadata metadata, Exception failure) {
    // Only polls break.
  }

  @Override
  public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {
    // Nothing is committed.
  }

  @Override
  public void configure(Map<String, ?> configs) {
    // It has no settings.
  }

  @Override
  public void close() {
    // It holds nothing.
  }
}
