package io.counterstream.processor.offsets;

import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.producer.Producer;

/** Wraps a simulation's producers as {@link CommitTrackingClients} does. */
public final class TrackedProducers {
  private TrackedProducers() {}

  /** A producer that commits the decided offsets with the group's. */
  public static Producer<byte[], byte[]> wrap(
      Producer<byte[], byte[]> producer,
      Supplier<? extends TransactionListener> currentThread,
      ConsumerGroupMetadata decidedOffsetsGroup) {
    return new CommitTrackingProducer(producer, currentThread, decidedOffsetsGroup);
  }
}
