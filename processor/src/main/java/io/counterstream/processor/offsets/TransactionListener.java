package io.counterstream.processor.offsets;

import io.counterstream.processor.progress.ThreadProgress;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Receives the events of one stream thread's producer and consumer. Called on that thread. */
public interface TransactionListener {
  /** What the thread waits for. */
  ThreadProgress progress();

  /** A transaction has begun. */
  void began();

  /**
   * Returns the decided offsets to commit in the transaction that commits these group offsets.
   *
   * @param groupOffsets the consumer group's offsets by partition
   */
  Map<TopicPartition, OffsetAndMetadata> decidedOffsets(
      Map<TopicPartition, OffsetAndMetadata> groupOffsets);

  /** The transaction was committed or aborted. */
  void ended();

  /**
   * The log no longer has the consumer's position in a partition: the next poll may begin anywhere.
   */
  void positionLost(TopicPartition partition);

  /** The consumer group's offset of a partition is committed. Called after {@link #ended}. */
  void committed(TopicPartition partition, long offset);
}
