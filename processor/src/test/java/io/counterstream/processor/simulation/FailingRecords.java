package io.counterstream.processor.simulation;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/** Records of a poll at which an interceptor fails. */
final class FailingRecords extends ConsumerRecords<byte[], byte[]> {
  FailingRecords(Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> records) {
    super(records, Map.of());
  }

  @Override
  public List<ConsumerRecord<byte[], byte[]>> records(TopicPartition partition) {
    throw new IllegalStateException("the interceptor fails");
  }
}
