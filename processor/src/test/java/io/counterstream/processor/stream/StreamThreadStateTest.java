package io.counterstream.processor.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.counterstream.core.DecidedOffset;
import io.counterstream.processor.engine.PartitionEngine;
import io.counterstream.processor.offsets.OnAlreadyDecided;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The decided offsets, commits and the transaction's age of one stream thread. */
class StreamThreadStateTest {
  private static final TopicPartition PARTITION = StreamFixture.PARTITION;

  private final StreamFixture fixture =
      new StreamFixture(new MemoryTable(), FixedOffsets.NONE, OnAlreadyDecided.STOP);
  private final StreamThreadState thread = fixture.thread();
  private PartitionEngine engine;

  @BeforeEach
  void processTheFirstRecord() {
    PartitionQueue queue = thread.partition(PARTITION);
    queue.ready(first -> {
      engine = fixture.dependencies().engine().open(StreamFixture.SOURCE, first);
      return new OpenPartition(
          StreamFixture.SOURCE, new DecidedOffset(7), engine, TestRepeats.none(), poll -> {});
    });
    queue.next(new PolledRecord(5, 0, 0, null, null));
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void theDecidedOffsetNamesItsLogAndWindowAndNeverDecreases() {
    String log = StreamFixture.SOURCE + " window=0";
    assertThat(decidedAfterCommitOf(9)).isEqualTo(Map.of(PARTITION, new OffsetAndMetadata(9, log)));
    assertThat(decidedAfterCommitOf(6)).isEqualTo(Map.of(PARTITION, new OffsetAndMetadata(7, log)));
  }

  @Test
  void aPartitionThatIsNotProcessedHasNoDecidedOffset() {
    TopicPartition other = new TopicPartition("other", 0);
    assertThat(thread.decidedOffsets(Map.of(other, new OffsetAndMetadata(9)))).isEmpty();
    thread.partition(other).ready(first -> {
      throw new IllegalStateException("no record is processed");
    });
    assertThat(thread.decidedOffsets(Map.of(other, new OffsetAndMetadata(9)))).isEmpty();
    thread.closed(PARTITION);
    assertThat(decidedAfterCommitOf(9)).isEmpty();
  }

  @Test
  void newTasksAreOpenedBesideTheRecordThatIsProcessed() {
    List<Long> opened = new ArrayList<>();
    List<PartitionQueue> others = new ArrayList<>();
    for (int other = 0; other < 3; other++) {
      PartitionQueue queue = thread.assigned(new TopicPartition("other", other), Optional::empty);
      queue.ready(first -> {
        opened.add(first);
        return new OpenPartition(
            StreamFixture.SOURCE, DecidedOffset.NONE, engine, TestRepeats.none(), poll -> {});
      });
      others.add(queue);
    }
    others.get(0).polled(records(20), 0);
    thread.next(thread.partition(PARTITION), records(6).get(0));
    assertThat(opened).as("what a poll has shown").containsExactly(20L);
    others.get(1).polled(records(30), 0);
    thread.next(others.get(0), records(20).get(0));
    thread.next(others.get(1), records(30).get(0));
    assertThat(opened).as("each once").containsExactly(20L, 30L);
  }

  private static List<PolledRecord> records(long offset) {
    return List.of(new PolledRecord(offset, 0, 0, null, null));
  }

  @Test
  void aPartitionWhoseLogIsUnsettledCommitsNothing() {
    TopicPartition other = new TopicPartition("other", 0);
    PartitionQueue queue = thread.partition(other);
    queue.ready(first -> new OpenPartition(
        StreamFixture.SOURCE, DecidedOffset.NONE, engine, TestRepeats.none(), poll -> {
          throw new RejoinGroupException("unsettled");
        }));
    queue.next(new PolledRecord(0, 0, 0, null, null));
    queue.polled(List.of(new PolledRecord(1, 0, 0, null, null)), 0);
    assertThatThrownBy(() -> thread.decidedOffsets(Map.of(other, new OffsetAndMetadata(1))))
        .isInstanceOf(ProducerFencedException.class)
        .hasMessageContaining("unsettled");
  }

  @Test
  void aCommittedOffsetIsReportedToItsEngine() {
    assertThat(engine.committedUpTo()).isEqualTo(5);
    thread.committed(new TopicPartition("other", 0), 20);
    thread.committed(PARTITION, 9);
    assertThat(engine.committedUpTo()).isEqualTo(9);
  }

  @Test
  void aTransactionHasAnAgeWhileItIsOpen() {
    assertThat(thread.transactionAge()).isZero();
    thread.began();
    assertThat(thread.transactionAge()).isGreaterThan(Duration.ZERO);
    thread.ended();
    assertThat(thread.transactionAge()).isZero();
  }

  @Test
  void aThreadIsDrainedWhenNoPartitionHasARecordAndThePollHadRoom() {
    assertThat(thread.isDrained()).isTrue();
    thread.polled(false);
    assertThat(thread.isDrained()).isFalse();
    thread.polled(true);
    PartitionQueue other = thread.partition(new TopicPartition("other", 0));
    other.polled(List.of(new PolledRecord(0, 0, 0, null, null)), 0);
    assertThat(thread.isDrained()).isFalse();
  }

  private Map<TopicPartition, OffsetAndMetadata> decidedAfterCommitOf(long groupOffset) {
    return thread.decidedOffsets(Map.of(PARTITION, new OffsetAndMetadata(groupOffset)));
  }
}
