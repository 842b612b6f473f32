package io.counterstream.processor.offsets;

import io.counterstream.processor.progress.ThreadProgress;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Receives the events of one stream thread's transactions. Called on that thread. */
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

  /** The consumer group's offset of a partition is committed. Called after {@link #ended}. */
  void committed(TopicPartition partition, long offset);
}
