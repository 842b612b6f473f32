package io.counterstream.client;

import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Throws an error in the thread that polls, as a class of another version does that is missing. */
public final class BreakingInterceptor implements ConsumerInterceptor<byte[], byte[]> {
  static volatile boolean breaking;

  @Override
  public ConsumerRecords<byte[], byte[]> onConsume(ConsumerRecords<byte[], byte[]> records) {
    if (breaking) {
      throw new NoClassDefFoundError("org/example/Missing");
    }
    return records;
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
