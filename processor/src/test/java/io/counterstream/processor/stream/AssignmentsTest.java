package io.counterstream.processor.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterstream.processor.offsets.AssignmentListener;
import io.counterstream.processor.progress.ProgressWatch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** Who learns of assignments learns of all of them and of their end, and can prepare them. */
class AssignmentsTest {
  private static final TopicPartition ONE = new TopicPartition("commands", 0);
  private static final TopicPartition TWO = new TopicPartition("commands", 1);

  private static final Duration LONG = Duration.ofSeconds(30);

  private final List<String> told = new ArrayList<>();
  private final Set<TopicPartition> preparing = new HashSet<>();
  private final ManualClock clock = new ManualClock();
  private final HeldPartitions held = new HeldPartitions(
      clock,
      new Supervision(
          new ProgressWatch(clock::nanoTime, Duration.ofSeconds(10)), OnItemFault.HOLD, LONG),
      counter -> CompletableFuture.completedFuture(1));
  private Duration longestPoll = Duration.ZERO;
  private final MockConsumer<byte[], byte[]> kafka = new MockConsumer<>("earliest") {
    @Override
    public synchronized ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
      longestPoll = timeout;
      return super.poll(timeout);
    }
  };
  private final Consumer<byte[], byte[]> consumer = HoldingConsumer.of(
      kafka,
      held,
      clock,
      () -> new CommitSpacing(clock),
      new Told("first").andThen(new Told("second")));

  /** Writes down what it is told. */
  private final class Told implements AssignmentListener {
    private final String name;

    Told(String name) {
      this.name = name;
    }

    @Override
    public void assigned(Collection<TopicPartition> partitions) {
      told.add(name + " assigned " + partitions);
    }

    @Override
    public void revoked(Collection<TopicPartition> partitions) {
      told.add(name + " revoked " + partitions);
    }

    @Override
    public boolean isPreparing(TopicPartition partition) {
      return name.equals("second") && preparing.contains(partition);
    }
  }

  /** Kafka Streams pauses what is assigned and resumes it when its tasks are ready. */
  private final class Streams implements ConsumerRebalanceListener {
    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      consumer.pause(partitions);
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {}
  }

  private void assign() {
    consumer.subscribe(List.of("commands"), new Streams());
    kafka.updateBeginningOffsets(Map.of(ONE, 0L, TWO, 0L));
    kafka.rebalance(List.of(ONE, TWO));
    consumer.resume(List.of(ONE, TWO));
  }

  @Test
  void noRecordIsDeliveredWhileAPartitionIsPreparedAndPollsAreShort() {
    preparing.add(ONE);
    assign();
    addRecord(ONE);
    assertThat(consumer.poll(LONG)).isEmpty();
    assertThat(longestPoll).isLessThan(Duration.ofMillis(10));
    assertThat(consumer.paused()).as("paused, as Streams sees it").isEmpty();
    preparing.clear();
    assertThat(consumer.poll(LONG).partitions()).containsExactly(ONE);
    assertThat(longestPoll).isEqualTo(LONG);
  }

  private void addRecord(TopicPartition partition) {
    kafka.addRecord(new ConsumerRecord<>(
        partition.topic(), partition.partition(), 0, new byte[0], new byte[0]));
  }

  /** A fetch for one of them would delay the records of the other. */
  @Test
  void partitionsThatAreAssignedTogetherAreDeliveredTogetherForATime() {
    preparing.add(ONE);
    assign();
    addRecord(TWO);
    clock.pass(PreparedTogether.WAIT_MAX.minusMillis(1));
    assertThat(consumer.poll(LONG)).isEmpty();
    clock.pass(Duration.ofMillis(1));
    assertThat(consumer.poll(LONG).partitions()).containsExactly(TWO);
    assertThat(longestPoll).as("the other one is still prepared").isLessThan(LONG);
  }

  @Test
  void partitionsAreDeliveredTogetherWhenKafkaStreamsHasResumedThemAll() {
    consumer.subscribe(List.of("commands"), new Streams());
    kafka.updateBeginningOffsets(Map.of(ONE, 0L, TWO, 0L));
    kafka.rebalance(List.of(ONE, TWO));
    addRecord(ONE);
    consumer.resume(List.of(ONE));
    assertThat(consumer.poll(LONG)).isEmpty();
    consumer.resume(List.of(TWO));
    assertThat(consumer.poll(LONG).partitions()).containsExactly(ONE);
  }

  @Test
  void aPartitionWaitsForThoseOfALaterAssignmentForATime() {
    kafka.updateBeginningOffsets(Map.of(ONE, 0L, TWO, 0L));
    consumer.subscribe(List.of("commands"), new Streams());
    kafka.rebalance(List.of(TWO));
    consumer.resume(List.of(TWO));
    preparing.add(ONE);
    kafka.rebalance(List.of(ONE, TWO));
    addRecord(TWO);
    assertThat(consumer.poll(LONG)).isEmpty();
    clock.pass(PreparedTogether.WAIT_MAX);
    assertThat(consumer.poll(LONG).partitions()).containsExactly(TWO);
  }

  @Test
  void aPartitionDoesNotWaitForOneThatIsRevoked() {
    preparing.add(ONE);
    assign();
    kafka.rebalance(List.of(TWO));
    addRecord(TWO);
    assertThat(consumer.poll(LONG).partitions()).containsExactly(TWO);
  }

  @Test
  void aPreparedPartitionThatIsHeldIsNotDelivered() {
    preparing.add(ONE);
    held.holdFailing(ONE, "counter hot (9 failures in 12 s, last: throttled)");
    assign();
    addRecord(ONE);
    preparing.clear();
    assertThat(consumer.poll(LONG)).isEmpty();
  }

  @Test
  void bothListenersLearnOfAssignedAndRevokedPartitions() {
    assign();
    kafka.rebalance(List.of(TWO));
    assertThat(told)
        .containsExactly(
            "first assigned " + List.of(ONE, TWO),
            "second assigned " + List.of(ONE, TWO),
            "first revoked " + List.of(ONE),
            "second revoked " + List.of(ONE),
            "first assigned []",
            "second assigned []");
  }
}
