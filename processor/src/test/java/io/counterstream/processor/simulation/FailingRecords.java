package io.counterstream.processor.simulation;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/** Records of a poll at which an interceptor fails, at the first partition or half-way. */
final class FailingRecords extends ConsumerRecords<byte[], byte[]> {
  private int partitionsLeft;

  /**
   * Creates it.
   *
   * @param partitionsBefore the number of partitions that are shown before it fails
   */
  FailingRecords(
      Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> records, int partitionsBefore) {
    super(records, Map.of());
    this.partitionsLeft = partitionsBefore;
  }

  @Override
  public List<ConsumerRecord<byte[], byte[]>> records(TopicPartition partition) {
    if (partitionsLeft-- == 0) {
      throw new IllegalStateException("the interceptor fails");
    }
    return super.records(partition);
  }
}
