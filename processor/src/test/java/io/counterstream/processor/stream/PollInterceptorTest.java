package io.counterstream.processor.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.counterstream.core.DecidedOffset;
import io.counterstream.processor.offsets.OnAlreadyDecided;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.ClusterResource;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Polled records are submitted before Kafka Streams processes them, and passed on unchanged. */
class PollInterceptorTest {
  private static final int POLL_RECORDS_MAX = 3;

  private final MemoryTable table = new MemoryTable();
  private final StreamFixture fixture =
      new StreamFixture(table, FixedOffsets.NONE, OnAlreadyDecided.STOP);
  private final PollInterceptor interceptor = new PollInterceptor();
  private final List<PollCheck.Poll> polls = new ArrayList<>();

  @BeforeEach
  void configure() {
    interceptor.configure(Map.of(
        StreamThreads.SETTING,
        fixture.dependencies().threads(),
        "max.poll.records",
        Integer.toString(POLL_RECORDS_MAX)));
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void aPollOfAProcessedPartitionIsSubmittedAtOnceAndInOrder() {
    processARecord();
    ConsumerRecords<byte[], byte[]> records =
        records(List.of(StreamFixture.polled(5, "b"), StreamFixture.polled(9, "a")));
    assertThat(interceptor.onConsume(records)).isSameAs(records);
    assertThat(table.requested()).containsExactly("first", "b", "a");
  }

  @Test
  void aPollBeforeTheTaskIsInitializedIsKept() {
    interceptor.onConsume(records(List.of(StreamFixture.polled(5, "a"))));
    assertThat(table.requested()).isEmpty();
    assertThat(fixture.thread().partition(StreamFixture.PARTITION).isDrained()).isFalse();
  }

  @Test
  void aFullPollMayHaveLeftRecordsBehind() {
    interceptor.onConsume(ConsumerRecords.empty());
    assertThat(fixture.thread().isDrained()).isTrue();
    interceptor.onConsume(records(List.of(
        StreamFixture.polled(5, "a"), StreamFixture.polled(6, "b"), StreamFixture.polled(7, "c"))));
    fixture.thread().closed(StreamFixture.PARTITION);
    assertThat(fixture.thread().isDrained()).isFalse();
    interceptor.onConsume(ConsumerRecords.empty());
    assertThat(fixture.thread().isDrained()).isTrue();
  }

  @Test
  void afterAPollThatFailedItsRecordsAndLaterOnesAreSubmittedOnceTheyAreDeliveredAgain() {
    processARecord();
    ConsumerRecords<byte[], byte[]> failing = new ConsumerRecords<>(Map.of(), Map.of()) {
      @Override
      public Set<TopicPartition> partitions() {
        return Set.of(StreamFixture.PARTITION);
      }

      @Override
      public List<ConsumerRecord<byte[], byte[]>> records(TopicPartition partition) {
        throw new IllegalStateException("the interceptor fails");
      }
    };
    assertThatThrownBy(() -> interceptor.onConsume(failing)).hasMessage("the interceptor fails");
    interceptor.onConsume(records(List.of(StreamFixture.polled(6, "c"))));
    assertThat(table.requested()).containsExactly("first");
    PartitionQueue failed = fixture.thread().partition(StreamFixture.PARTITION);
    assertThatThrownBy(() -> failed.next(PolledRecord.of(StreamFixture.polled(5, "b"))))
        .isInstanceOf(RejoinGroupException.class);
    fixture.thread().closed(StreamFixture.PARTITION);
    ready();
    interceptor.onConsume(
        records(List.of(StreamFixture.polled(5, "b"), StreamFixture.polled(6, "c"))));
    PartitionQueue queue = fixture.thread().partition(StreamFixture.PARTITION);
    queue.next(PolledRecord.of(StreamFixture.polled(5, "b")));
    queue.next(PolledRecord.of(StreamFixture.polled(6, "c")));
    assertThat(table.requested()).containsExactly("first", "b", "c");
  }

  @Test
  void eachPollOfAProcessedPartitionIsCheckedWithTheNumberOfMetadataChanges() {
    processARecord();
    interceptor.onConsume(records(List.of(StreamFixture.polled(5, "a"))));
    interceptor.onUpdate(new ClusterResource("cluster"));
    interceptor.onConsume(
        records(List.of(StreamFixture.polled(8, "b"), StreamFixture.polled(9, "c"))));
    assertThat(polls)
        .containsExactly(new PollCheck.Poll(5, 5, 0, false), new PollCheck.Poll(6, 8, 1, false));
  }

  private void processARecord() {
    ready().next(PolledRecord.of(StreamFixture.polled(4, "first")));
  }

  private PartitionQueue ready() {
    PartitionQueue queue = fixture.thread().partition(StreamFixture.PARTITION);
    queue.ready(first -> new OpenPartition(
        StreamFixture.SOURCE,
        DecidedOffset.NONE,
        fixture.dependencies().engine().open(StreamFixture.SOURCE, first),
        TestRepeats.none(),
        polls::add));
    return queue;
  }

  private static ConsumerRecords<byte[], byte[]> records(
      List<ConsumerRecord<byte[], byte[]>> polled) {
    return new ConsumerRecords<>(Map.of(StreamFixture.PARTITION, polled), Map.of());
  }
}
