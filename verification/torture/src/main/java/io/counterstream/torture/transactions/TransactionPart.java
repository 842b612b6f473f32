package io.counterstream.torture.transactions;

import io.counterstream.torture.transactions.RawBatch.End;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.TopicPartition;

/** The part of a transaction in one partition. Used by one thread. */
final class TransactionPart {
  private final TransactionId transaction;
  private final TopicPartition partition;
  private final List<RawBatch> batches = new ArrayList<>();
  private End end = End.NONE;
  private boolean overtaken;

  TransactionPart(TransactionId transaction, TopicPartition partition) {
    this.transaction = transaction;
    this.partition = partition;
  }

  void add(RawBatch batch) {
    batches.add(batch);
  }

  void end(End found) {
    end = found;
  }

  /** The producer's next transaction has begun here, and no marker has ended this one. */
  void overtaken() {
    overtaken = true;
  }

  TransactionId transaction() {
    return transaction;
  }

  TopicPartition partition() {
    return partition;
  }

  /** The batches of records. */
  List<RawBatch> batches() {
    return batches;
  }

  /** How it ended, by its own marker or another one; {@link End#NONE} if it is open. */
  End end() {
    return end;
  }

  /** Whether it has no marker of its own, although the producer has gone on. */
  boolean isOvertaken() {
    return overtaken;
  }
}
