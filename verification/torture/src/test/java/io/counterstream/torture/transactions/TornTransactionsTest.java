package io.counterstream.torture.transactions;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterstream.torture.transactions.RawBatch.End;
import io.counterstream.torture.transactions.TornTransactions.Range;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** What the markers in the logs say of transactions. */
class TornTransactionsTest {
  private static final TopicPartition APPLIED = new TopicPartition("applied", 0);
  private static final TopicPartition CONFLICTS = new TopicPartition("conflicts", 0);

  private final PartitionTransactions applied = new PartitionTransactions(APPLIED);
  private final PartitionTransactions conflicts = new PartitionTransactions(CONFLICTS);

  @Test
  void aTransactionThatEndsEverywhereInTheSameWayIsWhole() {
    records(applied, 0, 4);
    records(conflicts, 0, 4);
    marker(applied, 1, 5, End.COMMIT);
    marker(conflicts, 1, 5, End.COMMIT);
    records(applied, 2, 5);
    marker(applied, 3, 6, End.ABORT);
    assertThat(torn().evidence()).isEmpty();
  }

  @Test
  void twoWholeTransactionsWithTheSameOutcomesAreNoFaultOfKafka() {
    records(applied, 0, 4);
    marker(applied, 1, 5, End.COMMIT);
    records(applied, 2, 5);
    marker(applied, 3, 6, End.COMMIT);
    assertThat(torn().committed()).isEmpty();
  }

  @Test
  void isTornIfItIsCommittedInOnePartitionAndAbortedInAnother() {
    records(applied, 0, 4);
    records(conflicts, 0, 4);
    records(conflicts, 1, 4);
    marker(applied, 1, 5, End.COMMIT);
    marker(conflicts, 2, 5, End.ABORT);
    assertThat(torn().committed()).containsExactly(new Range(APPLIED, 0, 0));
    assertThat(torn().aborted())
        .containsExactly(new Range(CONFLICTS, 0, 0), new Range(CONFLICTS, 1, 1));
    assertThat(torn().evidence())
        .containsExactly("transaction of producer 7 epoch 4: applied-0 from offset 0 committed,"
            + " conflicts-0 from offset 0 aborted");
  }

  @Test
  void isTornIfTheNextTransactionBeginsBeforeItsMarker() {
    records(applied, 0, 4);
    records(applied, 1, 5);
    marker(applied, 2, 6, End.COMMIT);
    assertThat(torn().committed()).containsExactly(new Range(APPLIED, 0, 0));
    assertThat(torn().evidence())
        .containsExactly("transaction of producer 7 epoch 4: applied-0 from offset 0 committed by"
            + " the end of the producer's next transaction");
  }

  @Test
  void transactionsOfTwoProducersMayOverlap() {
    records(applied, 0, 4);
    applied.next(new RawBatch(1, 1, new TransactionId(8, 9), End.NONE));
    marker(applied, 2, 5, End.COMMIT);
    applied.next(new RawBatch(3, 3, new TransactionId(8, 10), End.ABORT));
    assertThat(torn().evidence()).isEmpty();
  }

  @Test
  void anOpenTransactionIsKnown() {
    records(applied, 0, 4);
    assertThat(applied.open())
        .singleElement()
        .extracting(TransactionPart::transaction)
        .isEqualTo(new TransactionId(7, 4));
    marker(applied, 1, 5, End.ABORT);
    assertThat(applied.open()).isEmpty();
  }

  private TornTransactions torn() {
    return TornTransactions.among(List.of(applied, conflicts));
  }

  private static void records(PartitionTransactions log, long offset, int epoch) {
    log.next(new RawBatch(offset, offset, new TransactionId(7, epoch), End.NONE));
  }

  /** With transaction.version 2, a marker has the next epoch. */
  private static void marker(PartitionTransactions log, long offset, int epoch, End end) {
    log.next(new RawBatch(offset, offset, new TransactionId(7, epoch), end));
  }
}
