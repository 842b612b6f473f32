package io.counterstream.processor.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.counterstream.core.table.UnreadableItemException;
import io.counterstream.processor.progress.ProgressWatch;
import io.counterstream.processor.progress.Stall;
import io.counterstream.processor.progress.ThreadProgress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.NoOffsetForPartitionException;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A held partition delivers nothing until its item has changed; all others go on. */
class HoldingConsumerTest {
  private static final TopicPartition HELD = new TopicPartition("commands", 0);
  private static final TopicPartition OTHER = new TopicPartition("commands", 1);
  private static final Duration LOOK = Duration.ofSeconds(30);

  private final ManualClock clock = new ManualClock();
  private final ProgressWatch watch = new ProgressWatch(clock::nanoTime, Duration.ofSeconds(10));
  private final ThreadProgress thread = watch.newThread();
  private CompletionStage<Integer> item = CompletableFuture.completedFuture(1);
  private int looks;
  private final HeldPartitions held =
      new HeldPartitions(clock, new Supervision(watch, OnItemFault.HOLD, LOOK), this::look);
  private final List<TopicPartition> assigned = new ArrayList<>();
  private final CommitSpacing commits = new CommitSpacing(clock);
  private final MockConsumer<byte[], byte[]> kafka = new MockConsumer<>("earliest");
  private final Consumer<byte[], byte[]> consumer =
      HoldingConsumer.of(kafka, held, clock, () -> commits, assigned::addAll);

  /** Kafka Streams pauses what is assigned and resumes it when its tasks are ready. */
  private final class Streams implements ConsumerRebalanceListener {
    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      consumer.pause(partitions);
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {}
  }

  private CompletionStage<Integer> look(String counter) {
    assertThat(counter).isEqualTo("c");
    looks++;
    return item;
  }

  @BeforeEach
  void assign() {
    kafka.updateBeginningOffsets(Map.of(HELD, 0L, OTHER, 0L));
    consumer.subscribe(List.of("commands"), new Streams());
    watch.partition(HELD).assigned(thread);
    watch.partition(OTHER).assigned(thread);
    rebalance();
  }

  /** As after a task was given up: everything is assigned anew, at the committed offset. */
  private void rebalance() {
    kafka.rebalance(List.of());
    kafka.rebalance(List.of(HELD, OTHER));
    kafka.seekToBeginning(List.of(HELD, OTHER));
    kafka.addRecord(new ConsumerRecord<>("commands", 0, 0, new byte[0], new byte[0]));
    kafka.addRecord(new ConsumerRecord<>("commands", 1, 0, new byte[0], new byte[0]));
  }

  private void fail() {
    held.hold(HELD, new UnreadableItemException("c", "item of counter c: journal must be B"));
    rebalance();
  }

  /** The command failed, and again after the first look. */
  private void hold() {
    fail();
    consumer.poll(Duration.ZERO);
    consumer.poll(Duration.ZERO);
    assertThat(held.isHeld(HELD)).isFalse();
    looks = 0;
    fail();
  }

  private Set<TopicPartition> polled() {
    return consumer.poll(Duration.ZERO).partitions();
  }

  @Test
  void withoutAHeldPartitionAllAreDelivered() {
    assertThat(polled()).as("Streams has not resumed them").isEmpty();
    consumer.resume(List.of(HELD, OTHER));
    assertThat(polled()).containsExactlyInAnyOrder(HELD, OTHER);
    assertThat(looks).isZero();
  }

  @Test
  void aHeldPartitionIsNotDeliveredWhenStreamsResumesIt() {
    hold();
    consumer.resume(List.of(HELD, OTHER));
    assertThat(polled()).containsExactly(OTHER);
    assertThat(consumer.paused()).as("paused, as Streams sees it").isEmpty();
    assertThat(watch.stalls())
        .singleElement()
        .extracting(Stall::text)
        .asString()
        .contains("commands-0: waits for the item of counter c to be fixed: item of counter c:");
  }

  @Test
  void aHeldPartitionIsNotDeliveredAfterARebalanceThatStreamsDoesNotPauseIn() {
    kafka.resume(List.of(HELD, OTHER)); // Kafka's consumer forgets that with its assignment
    consumer.unsubscribe();
    consumer.subscribe(List.of("commands"), new ConsumerRebalanceListener() {
      @Override
      public void onPartitionsAssigned(Collection<TopicPartition> partitions) {}

      @Override
      public void onPartitionsRevoked(Collection<TopicPartition> partitions) {}
    });
    hold();
    assertThat(polled()).containsExactly(OTHER);
  }

  @Test
  void itGoesOnWhenTheItemHasChanged() {
    hold();
    consumer.resume(List.of(HELD, OTHER));
    polled();
    clock.pass(LOOK);
    assertThat(polled()).as("the item is as it was").isEmpty();
    item = CompletableFuture.completedFuture(2);
    clock.pass(LOOK);
    polled();
    assertThat(polled()).containsExactly(HELD);
    assertThat(watch.stalls()).isEmpty();
  }

  @Test
  void itGoesOnWhenTheItemWasFixedBeforeTheFirstLook() {
    fail();
    item = CompletableFuture.completedFuture(2);
    consumer.resume(List.of(HELD, OTHER));
    polled();
    assertThat(polled()).as("tried once more").containsExactly(HELD);
  }

  @Test
  void itGoesOnWhenTheItemWasFixedBetweenTheSecondFailureAndTheLook() {
    hold();
    item = CompletableFuture.completedFuture(2);
    consumer.resume(List.of(HELD, OTHER));
    polled();
    assertThat(polled()).containsExactly(HELD);
  }

  @Test
  void theItemIsLookedAtOncePerInterval() {
    hold();
    for (int second = 0; second < 90; second++) {
      clock.pass(Duration.ofSeconds(1));
      polled();
    }
    assertThat(looks).isEqualTo(3);
  }

  @Test
  void aTableThatDoesNotRespondReleasesNothing() {
    item = CompletableFuture.failedFuture(new IllegalStateException("throttled"));
    fail();
    consumer.resume(List.of(HELD, OTHER));
    for (int look = 0; look < 5; look++) {
      clock.pass(LOOK);
      assertThat(polled()).doesNotContain(HELD);
    }
  }

  @Test
  void itIsTriedAgainAfterTenMinutesInCaseTheCauseIsNotInTheItem() {
    hold();
    consumer.resume(List.of(HELD, OTHER));
    polled();
    clock.pass(Duration.ofMinutes(10));
    assertThat(polled()).containsExactly(HELD);
  }

  @Test
  void aPartitionWhoseCounterFailsAloneIsTriedAgainAfterAWhile() {
    held.holdFailing(HELD, "counter hot (9 failures in 12 s, last: throttled)");
    rebalance();
    consumer.resume(List.of(HELD, OTHER));
    assertThat(polled()).containsExactly(OTHER);
    assertThat(watch.stalls())
        .singleElement()
        .extracting(Stall::text)
        .asString()
        .contains("commands-0: waits for the table: its requests fail for counter hot (9 failures");
    clock.pass(LOOK);
    assertThat(polled()).containsExactly(HELD);
    assertThat(looks).as("the item is not the cause").isZero();
  }

  @Test
  void whatStreamsHasPausedStaysPausedWhenItIsReleased() {
    hold();
    consumer.resume(List.of(HELD, OTHER));
    polled();
    consumer.pause(List.of(HELD));
    clock.pass(Duration.ofMinutes(10));
    assertThat(polled()).isEmpty();
    assertThat(consumer.paused()).containsExactly(HELD);
    consumer.resume(List.of(HELD));
    assertThat(polled()).containsExactly(HELD);
  }

  /** As in a rebalance that adds a partition without an offset to one that has records. */
  @Test
  void aPartitionWithoutAPositionDoesNotTakeAPolledRecordAway() {
    SuddenlyWithoutPosition returning = new SuddenlyWithoutPosition();
    Consumer<byte[], byte[]> wrapped =
        HoldingConsumer.of(returning, held, clock, () -> commits, assigned::addAll);
    returning.assign(List.of(OTHER));
    returning.updateBeginningOffsets(Map.of(OTHER, 0L));
    returning.seek(OTHER, 0);
    returning.addRecord(new ConsumerRecord<>("commands", 1, 0, new byte[0], new byte[0]));
    clock.pass(Duration.ofSeconds(1));
    assertThat(wrapped.poll(Duration.ZERO).partitions()).containsExactly(OTHER);
    clock.pass(Duration.ofSeconds(1));
    assertThatThrownBy(() -> wrapped.poll(Duration.ZERO))
        .as("Kafka Streams has to reset the position")
        .isInstanceOf(NoOffsetForPartitionException.class);
    assertThat(returning.polls).isEqualTo(1);
  }

  /** A consumer that learns in its first poll that a partition has no offset. */
  private static final class SuddenlyWithoutPosition extends MockConsumer<byte[], byte[]> {
    private int polls;

    SuddenlyWithoutPosition() {
      super("none");
    }

    @Override
    public synchronized ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
      polls++;
      return super.poll(timeout);
    }

    @Override
    public synchronized long position(TopicPartition partition, Duration timeout) {
      if (polls > 0) {
        throw new NoOffsetForPartitionException(HELD);
      }
      return super.position(partition, timeout);
    }
  }

  @Test
  void thePositionsAreReportedToTheWatch() {
    consumer.resume(List.of(HELD, OTHER));
    watch.endIs(HELD, 5);
    clock.pass(Duration.ofSeconds(1));
    polled();
    clock.pass(Duration.ofSeconds(11));
    assertThat(watch.stalls())
        .singleElement()
        .extracting(Stall::partitions)
        .isEqualTo(List.of("commands-0"));
  }

  @Test
  void assignedPartitionsAreReported() {
    assertThat(assigned).containsExactly(HELD, OTHER);
  }

  @Test
  void aPollEndsWhenACommitIsDue() {
    List<Long> requestedNanos = new ArrayList<>();
    commits.ended();
    commits.drained(() -> requestedNanos.add(clock.nanoTime()));
    consumer.poll(LOOK);
    assertThat(requestedNanos).isEmpty();
    clock.pass(CommitSpacing.BETWEEN_COMMITS);
    consumer.poll(LOOK);
    assertThat(requestedNanos).hasSize(1);
  }
}
