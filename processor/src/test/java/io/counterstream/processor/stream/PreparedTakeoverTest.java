package io.counterstream.processor.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.counterstream.core.DecidedOffset;
import io.counterstream.processor.offsets.OffsetsResetException;
import io.counterstream.processor.offsets.OnAlreadyDecided;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What another thread reads for a takeover counts only where it is still the answer. */
class PreparedTakeoverTest {
  private static final int READS = 4;

  private final List<Runnable> reading = new ArrayList<>();
  private FixedOffsets now = new FixedOffsets(100, 100, 0, 200);
  private int reads;
  private Runnable beforeRead = () -> {};
  private final StreamFixture fixture = new StreamFixture(
      new MemoryTable(), new ObservedOffsets(() -> now, this::count), OnAlreadyDecided.STOP);

  private void count(TopicPartition partition) {
    beforeRead.run();
    reads++;
  }

  PreparedTakeoverTest() {
    fixture.runTakeovers(reading::add);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void aTakeoverIsPreparedWhenItsTaskIsReady() {
    PartitionQueue queue = new PartitionQueue();
    queue.ready(opener());
    assertThat(reading).hasSize(1);
    assertThat(reads).as("on the stream thread").isZero();
    queue.polled(PartitionQueueTest.records(100, 101), 0);
    assertThat(reading).as("it is not known yet where it begins").hasSize(1);
    reading.get(0).run();
    queue.polled(PartitionQueueTest.records(102), 0);
    assertThat(reading).as("it begins there").hasSize(1);
    queue.next(PartitionQueueTest.record(100));
    assertThat(reads).isEqualTo(READS);
  }

  @Test
  void aTakeoverIsPreparedWhenItsPartitionIsAssigned() {
    takeovers().assigned(List.of(StreamFixture.PARTITION));
    assertThat(reading).hasSize(1);
    reading.get(0).run();
    PartitionQueue queue = new PartitionQueue();
    queue.ready(opener());
    assertThat(reading).as("its task is ready").hasSize(1);
    queue.polled(PartitionQueueTest.records(100), 0);
    queue.openIfPrepared();
    assertThat(queue.waitsToOpen()).isFalse();
    assertThat(reads).isEqualTo(READS);
  }

  @Test
  void whatWasReadForOneTaskIsNotUsedForTheNext() {
    takeovers().assigned(List.of(StreamFixture.PARTITION));
    opener().prepare();
    opener().prepare();
    assertThat(reading).hasSize(2);
  }

  @Test
  void whatWasReadForAnEarlierAssignmentIsNotUsed() {
    takeovers().assigned(List.of(StreamFixture.PARTITION));
    reading.get(0).run();
    now = new FixedOffsets(150, 150, 0, 200);
    takeovers().assigned(List.of(StreamFixture.PARTITION));
    reading.get(1).run();
    PartitionOpener opener = opener();
    opener.prepare();
    assertThat(opener.isPrepared(100)).isFalse();
    assertThat(opener.isPrepared(150)).isTrue();
  }

  @Test
  void whatWasReadForARevokedPartitionIsForgotten() {
    takeovers().assigned(List.of(StreamFixture.PARTITION));
    takeovers().revoked(List.of(StreamFixture.PARTITION));
    reading.get(0).run();
    assertThat(reads).isZero();
    opener().prepare();
    assertThat(reading).hasSize(2);
  }

  @Test
  void whatIsAssignedAgainIsNotReadForTheFirstAssignment() {
    takeovers().assigned(List.of(StreamFixture.PARTITION));
    takeovers().assigned(List.of(StreamFixture.PARTITION));
    reading.get(0).run();
    assertThat(reads).isZero();
  }

  @Test
  void aPollThatBeginsElsewherePreparesAnotherTakeover() {
    PartitionQueue queue = new PartitionQueue();
    queue.ready(opener());
    reading.get(0).run();
    queue.polled(PartitionQueueTest.records(103), 0);
    assertThat(reading).hasSize(2);
    queue.polled(PartitionQueueTest.records(104), 0);
    assertThat(reading).as("once").hasSize(2);
  }

  @Test
  void aPartitionIsOpenedAheadOfItsFirstRecordOnlyIfNothingIsToBeWaitedFor() {
    PartitionQueue queue = new PartitionQueue();
    queue.ready(opener());
    queue.openIfPrepared();
    queue.polled(PartitionQueueTest.records(100), 0);
    queue.openIfPrepared();
    assertThat(queue.waitsToOpen()).as("not read").isTrue();
    reading.get(0).run();
    queue.openIfPrepared();
    assertThat(queue.waitsToOpen()).isFalse();
  }

  @Test
  void whatWasReadIsNotReadAgain() {
    PartitionOpener opener = prepared(100);
    reading.get(0).run();
    assertThat(reads).isEqualTo(READS);
    assertThat(opener.open(100).decided()).isEqualTo(new DecidedOffset(100));
    assertThat(reads).isEqualTo(READS);
  }

  @Test
  void whatNoThreadHasBegunIsReadWhenThePartitionIsOpened() {
    PartitionOpener opener = prepared(100);
    assertThat(opener.open(100).decided()).isEqualTo(new DecidedOffset(100));
    int read = reads;
    reading.get(0).run();
    assertThat(reads).as("after that").isEqualTo(read);
  }

  @Test
  void whatAnotherThreadReadsIsWaitedFor() throws Exception {
    Thread stream = Thread.currentThread();
    CountDownLatch begun = new CountDownLatch(1);
    beforeRead = () -> {
      begun.countDown();
      while (stream.getState() != Thread.State.WAITING) {
        Thread.onSpinWait();
      }
      beforeRead = () -> {};
    };
    fixture.runTakeovers(task -> new Thread(task).start());
    PartitionOpener opener = prepared(100);
    assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(opener.open(100).decided()).isEqualTo(new DecidedOffset(100));
    assertThat(reads).as("once").isEqualTo(READS);
  }

  @Test
  void offsetsThatCouldNotBeReadAreReadAgain() {
    FixedOffsets known = now;
    now = new FixedOffsets(100, -1, 0, 200);
    PartitionOpener opener = prepared(100);
    reading.get(0).run();
    now = known;
    assertThat(opener.open(100).decided()).isEqualTo(new DecidedOffset(100));
  }

  @Test
  void aReadThatFailedIsTriedAgain() {
    PartitionOpener opener = prepared(100);
    now = null;
    reading.get(0).run();
    now = new FixedOffsets(100, 100, 0, 200);
    assertThat(opener.open(100).decided()).isEqualTo(new DecidedOffset(100));
  }

  @Test
  void whatWasReadForAnotherRecordIsNotUsed() {
    PartitionOpener opener = prepared(100);
    reading.get(0).run();
    assertThatThrownBy(() -> opener.open(40))
        .isInstanceOf(RejoinGroupException.class)
        .hasMessageContaining("offset 40: another owner has committed up to 100");
  }

  @Test
  void whatIsNotNeededAnyMoreIsNotRead() {
    PartitionOpener opener = prepared(100);
    opener.close();
    reading.get(0).run();
    assertThat(reads).as("the task is closed").isZero();
  }

  /** Only what two tasks in a row begin with shows that the log differs. */
  @Test
  void whatAClosedTaskHasFoundIsNotComparedWithTheNext() {
    PartitionOpener closed = prepared(40);
    reading.get(0).run();
    closed.close();
    assertThatThrownBy(() -> opener().open(40)).isInstanceOf(RejoinGroupException.class);
    assertThatThrownBy(() -> opener().open(40)).isInstanceOf(OffsetsResetException.class);
  }

  @Test
  void aTopicThatIsReplacedAfterTheReadsStopsTheProcessor() {
    PartitionOpener opener = prepared(100);
    reading.get(0).run();
    fixture.answerTopicId(() -> new Uuid(7, 7));
    assertThatThrownBy(() -> opener.open(100))
        .isInstanceOf(OffsetsResetException.class)
        .hasMessageContaining("was deleted and created again");
    fixture.answerTopicId(() -> {
      throw new KafkaException("no answer");
    });
    assertThatThrownBy(() -> prepared(100).open(100)).isInstanceOf(RejoinGroupException.class);
  }

  private Takeovers takeovers() {
    return fixture.dependencies().takeovers();
  }

  private PartitionOpener opener() {
    return new PartitionOpener(fixture.dependencies(), StreamFixture.PARTITION);
  }

  private PartitionOpener prepared(long first) {
    PartitionOpener opener = opener();
    opener.prepare(first);
    return opener;
  }
}
