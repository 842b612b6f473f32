package io.counterstream.processor.stream;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Sees each polled batch before the stream does, and starts its work. Never blocks. The consumer
 * logs and swallows what it throws; {@link PartitionWork} copes with a batch that was not taken.
 */
public final class LookaheadInterceptor implements ConsumerInterceptor<byte[], byte[]> {
  private Lookahead lookahead;
  private int pollRecordsMax;

  @Override
  public void configure(Map<String, ?> settings) {
    lookahead = (Lookahead) settings.get(Lookahead.SETTING);
    Object max = settings.get(ConsumerConfig.MAX_POLL_RECORDS_CONFIG);
    pollRecordsMax = Integer.parseInt(String.valueOf(max));
  }

  @Override
  public ConsumerRecords<byte[], byte[]> onConsume(ConsumerRecords<byte[], byte[]> records) {
    ThreadWork work = lookahead.ofThisThread();
    work.polled(records.count() < pollRecordsMax);
    for (TopicPartition partition : records.partitions()) {
      List<PolledRecord> polled = new ArrayList<>();
      records.records(partition).forEach(record -> polled.add(PolledRecord.of(record)));
      work.partition(partition).polled(polled);
    }
    return records;
  }

  @Override
  public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {}

  @Override
  public void close() {}
}
