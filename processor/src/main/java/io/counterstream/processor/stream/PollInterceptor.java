package io.counterstream.processor.stream;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.ClusterResource;
import org.apache.kafka.common.ClusterResourceListener;
import org.apache.kafka.common.TopicPartition;

/**
 * Submits each polled batch to the engine before Kafka Streams processes it. Called on the stream
 * thread. The consumer logs and discards an exception of an interceptor; then {@link
 * PartitionQueue} lets the thread join the group again before it processes or commits more.
 *
 * <p>A consumer can read a topic that was created again only after its metadata has changed: it
 * fetches by the topic's id, from brokers of Kafka 3.1 or later. So the records that are polled
 * after a change are submitted only once the topic's id was looked up, for which a poll waits. The
 * new metadata also tells the consumer's cluster, which need not be the one that was asked.
 */
public final class PollInterceptor
    implements ConsumerInterceptor<byte[], byte[]>, ClusterResourceListener {
  /** Metadata may change on another thread than the stream's. */
  private final AtomicInteger metadataUpdates = new AtomicInteger();

  private StreamThreads threads;
  private int pollRecordsMax;

  @Override
  public void configure(Map<String, ?> settings) {
    threads = (StreamThreads) settings.get(StreamThreads.SETTING);
    Object max = settings.get(ConsumerConfig.MAX_POLL_RECORDS_CONFIG);
    pollRecordsMax = Integer.parseInt(String.valueOf(max));
  }

  @Override
  public void onUpdate(ClusterResource cluster) {
    threads.cluster().found(cluster.clusterId());
    metadataUpdates.incrementAndGet();
  }

  @Override
  public ConsumerRecords<byte[], byte[]> onConsume(ConsumerRecords<byte[], byte[]> records) {
    StreamThreadState thread = threads.current();
    int updates = metadataUpdates.get();
    try {
      thread.polled(records.count() < pollRecordsMax);
      for (TopicPartition partition : records.partitions()) {
        List<PolledRecord> polled = new ArrayList<>();
        records.records(partition).forEach(record -> polled.add(PolledRecord.of(record)));
        thread.polled(partition, polled, updates);
      }
    } catch (RuntimeException failed) {
      records.partitions().forEach(partition -> thread.partition(partition).pollFailed());
      throw failed;
    }
    return records;
  }

  @Override
  public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {}

  @Override
  public void close() {}
}
