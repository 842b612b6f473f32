package io.counterstream.processor.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;

/**
 * The partitions of the result topics. A record stands there from when it is sent; a reader of
 * committed records gets none behind the first one of an open transaction.
 */
final class ResultLogs {
  private final Map<TopicPartition, List<Entry>> logs = new HashMap<>();

  /** A record and the transaction that sent it. */
  private record Entry(ProducerRecord<byte[], byte[]> record, KafkaTransaction transaction) {}

  void append(ProducerRecord<byte[], byte[]> record, KafkaTransaction transaction) {
    logs.computeIfAbsent(
            new TopicPartition(record.topic(), record.partition()), unused -> new ArrayList<>())
        .add(new Entry(record, transaction));
  }

  private List<Entry> of(TopicPartition partition) {
    return logs.getOrDefault(partition, List.of());
  }

  long end(TopicPartition partition) {
    return of(partition).size();
  }

  /** The offset of the first record of an open transaction, or the end if there is none. */
  long stableEnd(TopicPartition partition) {
    List<Entry> entries = of(partition);
    int stable = 0;
    while (stable < entries.size() && !entries.get(stable).transaction().isOpen()) {
      stable++;
    }
    return stable;
  }

  /** What a reader of committed records gets. */
  List<ConsumerRecord<byte[], byte[]>> committed(TopicPartition partition) {
    List<ConsumerRecord<byte[], byte[]>> committed = new ArrayList<>();
    for (int offset = 0; offset < stableEnd(partition); offset++) {
      Entry entry = of(partition).get(offset);
      if (entry.transaction().isCommitted()) {
        committed.add(consumed(partition, offset, entry.record()));
      }
    }
    return committed;
  }

  private static ConsumerRecord<byte[], byte[]> consumed(
      TopicPartition partition, long offset, ProducerRecord<byte[], byte[]> record) {
    return new ConsumerRecord<>(
        partition.topic(),
        partition.partition(),
        offset,
        record.timestamp(),
        TimestampType.CREATE_TIME,
        ConsumerRecord.NULL_SIZE,
        ConsumerRecord.NULL_SIZE,
        record.key(),
        record.value(),
        record.headers(),
        Optional.empty());
  }
}
