package io.counterstream.processor.stream;

import io.counterstream.processor.engine.Environment;
import io.counterstream.processor.offsets.TransactionListener;
import io.counterstream.processor.progress.ProgressWatch;
import io.counterstream.processor.progress.ThreadProgress;
import io.counterstream.processor.progress.Wait;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ProducerFencedException;

/**
 * The partitions and the open transaction of one stream thread. Not thread-safe: Kafka Streams
 * polls, processes and commits a partition on one thread.
 */
final class StreamThreadState implements TransactionListener {
  private final Environment environment;
  private final ProgressWatch watch;
  private final ThreadProgress progress;
  private final Map<TopicPartition, PartitionQueue> partitions = new HashMap<>();
  private final CommitSpacing commits;
  private boolean polledAll = true;

  /** Whether a poll may have shown records of a task that is not open. */
  private boolean opensTasks;

  private Optional<Long> transactionBeganNanos = Optional.empty();

  /**
   * Creates the state of a thread that has no partitions.
   *
   * @param environment its clock
   * @param watch learns how far the partitions are and what the thread waits for
   */
  StreamThreadState(Environment environment, ProgressWatch watch) {
    this.environment = environment;
    this.watch = watch;
    this.progress = watch.newThread();
    this.commits = new CommitSpacing(environment);
  }

  PartitionQueue partition(TopicPartition partition) {
    return partitions.computeIfAbsent(partition, unused -> new PartitionQueue());
  }

  /**
   * A task of this thread processes the partition from now on.
   *
   * @param takeover what the read of its takeover waits for, as long as it lasts
   */
  PartitionQueue assigned(TopicPartition partition, Supplier<Optional<Wait>> takeover) {
    watch.partition(partition).assigned(progress);
    watch.partition(partition).takesOver(takeover);
    opensTasks = true;
    return partition(partition);
  }

  /**
   * Returns the submitted form of the record that is processed now. New tasks of this thread that
   * can be opened without waiting are opened too: their commands need not wait for its outcome.
   */
  SubmittedRecord next(PartitionQueue queue, PolledRecord record) {
    SubmittedRecord next = queue.next(record);
    if (opensTasks) {
      partitions.values().forEach(PartitionQueue::openIfPrepared);
      opensTasks = partitions.values().stream().anyMatch(PartitionQueue::waitsToOpen);
    }
    return next;
  }

  void closed(TopicPartition partition) {
    watch.partition(partition).released();
    Optional.ofNullable(partitions.remove(partition)).ifPresent(PartitionQueue::close);
  }

  /**
   * A poll returned records of a partition, one or more.
   *
   * @param metadataUpdates how often the consumer's metadata had changed when the poll returned
   */
  void polled(TopicPartition partition, List<PolledRecord> records, int metadataUpdates) {
    watch
        .partition(partition)
        .polled(records.get(0).offset(), records.get(records.size() - 1).offset());
    PartitionQueue queue = partition(partition);
    queue.polled(records, metadataUpdates);
    opensTasks |= queue.waitsToOpen();
  }

  @Override
  public ThreadProgress progress() {
    return progress;
  }

  /** A poll returned records: all that were available, or as many as one poll may return. */
  void polled(boolean all) {
    polledAll = all;
  }

  /** Whether every polled record is processed, and no other one is known to be available. */
  boolean isDrained() {
    return polledAll && partitions.values().stream().allMatch(PartitionQueue::isDrained);
  }

  /** When this thread commits what it has processed. */
  CommitSpacing commits() {
    return commits;
  }

  /** How long the transaction has been open; zero if none is. */
  Duration transactionAge() {
    return transactionBeganNanos
        .map(began -> Duration.ofNanos(environment.nanoTime() - began))
        .orElse(Duration.ZERO);
  }

  @Override
  public void began() {
    transactionBeganNanos = Optional.of(environment.nanoTime());
  }

  @Override
  public Map<TopicPartition, OffsetAndMetadata> decidedOffsets(
      Map<TopicPartition, OffsetAndMetadata> groupOffsets) {
    Map<TopicPartition, OffsetAndMetadata> decided = new HashMap<>();
    try {
      groupOffsets.forEach((partition, offset) -> Optional.ofNullable(partitions.get(partition))
          .flatMap(queue -> queue.decidedOffsetAfterCommitOf(offset.offset()))
          .ifPresent(after -> decided.put(partition, after)));
    } catch (RejoinGroupException unsettled) {
      // What Kafka Streams expects of a producer that may not commit: it joins the group again.
      throw new ProducerFencedException(unsettled.getMessage());
    }
    return decided;
  }

  @Override
  public void ended() {
    transactionBeganNanos = Optional.empty();
    commits.ended();
  }

  @Override
  public void positionLost(TopicPartition partition) {
    Optional.ofNullable(partitions.get(partition)).ifPresent(PartitionQueue::positionLost);
  }

  @Override
  public void committed(TopicPartition partition, long offset) {
    watch.partition(partition).committed(offset);
    Optional.ofNullable(partitions.get(partition)).ifPresent(queue -> queue.committed(offset));
  }
}
