package io.counterstream.processor.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.counterstream.core.DecidedOffset;
import io.counterstream.core.LogSource;
import io.counterstream.processor.offsets.DecidedOffsets;
import io.counterstream.processor.offsets.OffsetsResetException;
import io.counterstream.processor.offsets.OnAlreadyDecided;
import io.counterstream.processor.offsets.OnRecordsLost;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.ClusterResource;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a task starts on each result of the offset check. */
class PartitionOpenerTest {
  private static final Uuid OTHER = new Uuid(7, 7);
  private static final FixedOffsets EARLIEST_8 = new FixedOffsets(5, 0, 8, 100);

  @Test
  void aGroupThatContinuesIsOpenedAtItsFirstRecord() {
    OpenPartition open = open(new FixedOffsets(100, 100, 0, 200), OnAlreadyDecided.STOP, 103);
    assertThat(open.source()).isEqualTo(StreamFixture.SOURCE);
    assertThat(open.decided()).isEqualTo(new DecidedOffset(100));
    assertThat(open.engine().committedUpTo()).isEqualTo(103);
  }

  @Test
  void withoutADecidedOffsetOnlyWhatIsBelowTheFirstRecordIsCommitted() {
    OpenPartition open = open(FixedOffsets.NONE, OnAlreadyDecided.STOP, 5);
    assertThat(open.decided()).isEqualTo(DecidedOffset.NONE);
    assertThat(open.engine().committedUpTo()).isEqualTo(5);
  }

  @Test
  void commandsToSkipAreCommitted() {
    OpenPartition open = open(new FixedOffsets(40, 100, 0, 200), OnAlreadyDecided.SKIP, 40);
    assertThat(open.decided()).isEqualTo(new DecidedOffset(100));
    assertThat(open.engine().committedUpTo()).isEqualTo(100);
  }

  @Test
  void recordsThatWereRemovedDoNotStopTheOthers() {
    OpenPartition open = open(new FixedOffsets(100, 100, 150, 200), OnAlreadyDecided.STOP, 150);
    assertThat(open.engine().committedUpTo()).isEqualTo(150);
  }

  @Test
  void aResetIsFatal() {
    assertThatThrownBy(() -> open(new FixedOffsets(40, 100, 0, 200), OnAlreadyDecided.STOP, 40))
        .isInstanceOf(OffsetsResetException.class)
        .hasMessageStartingWith(StreamFixture.PARTITION + ": group app is at offset 40, but");
    assertThatThrownBy(() -> open(new FixedOffsets(150, 100, 0, 200), OnAlreadyDecided.SKIP, 150))
        .isInstanceOf(OffsetsResetException.class)
        .hasMessageStartingWith(StreamFixture.PARTITION + ": group app is at offset 150, but");
  }

  @Test
  void anotherOwnerIsAReasonToRejoinAndIsNamedAsSuch() {
    DecidedOffsets committing = new DecidedOffsets() {
      private final Queue<Long> groupOffsets = new ArrayDeque<>(List.of(40L, 100L));

      @Override
      public Optional<Committed> decidedOffset(TopicPartition partition) {
        return Optional.of(new Committed(new DecidedOffset(100), StreamFixture.SOURCE.toString()));
      }

      @Override
      public DecidedOffset ofResults(TopicPartition partition, LogSource source) {
        return DecidedOffset.NONE;
      }

      @Override
      public OptionalLong groupOffset(TopicPartition partition) {
        return OptionalLong.of(groupOffsets.remove());
      }

      @Override
      public long earliestOffset(TopicPartition partition) {
        return 0;
      }

      @Override
      public long endOffset(TopicPartition partition) {
        return 200;
      }
    };
    assertThatThrownBy(() -> open(committing, OnAlreadyDecided.STOP, 40))
        .isInstanceOf(RejoinGroupException.class)
        .hasMessageStartingWith(StreamFixture.PARTITION
            + " offset 40: another owner has committed up to 100; joining the group again");
  }

  @Test
  void unknownOffsetsAreAReasonToRejoinAndAreNotGuessed() {
    assertThatThrownBy(() -> open(new FixedOffsets(0, -1, 0, 200), OnAlreadyDecided.SKIP, 40))
        .isInstanceOf(RejoinGroupException.class)
        .hasMessageStartingWith(
            StreamFixture.PARTITION + " offset 40: can't read the decided offset"
                + " or the topic's id (no answer); joining the group again");
  }

  @Test
  void aTopicThatWasReplacedStopsTheProcessor() {
    try (StreamFixture fixture = fixture(FixedOffsets.NONE)) {
      fixture.answerTopicId(() -> OTHER);
      assertThatThrownBy(() -> opener(fixture).open(0))
          .isInstanceOf(OffsetsResetException.class)
          .hasMessageContaining("was deleted and created again while this processor followed it")
          .hasMessageContaining("now " + OTHER);
    }
  }

  /** The client that looks up the topic's id may still have a connection to the first cluster. */
  @Test
  void aConsumerThatWasLedToAnotherClusterStopsTheProcessor() {
    try (StreamFixture fixture = fixture(FixedOffsets.NONE)) {
      PollInterceptor interceptor = new PollInterceptor();
      interceptor.configure(
          Map.of(StreamThreads.SETTING, fixture.dependencies().threads(), "max.poll.records", "3"));
      interceptor.onUpdate(new ClusterResource("first"));
      interceptor.onUpdate(new ClusterResource(null));
      interceptor.onUpdate(new ClusterResource("first"));
      PollCheck check = opener(fixture).open(5).pollCheck();
      check.check(poll(5, 5, 3));
      interceptor.onUpdate(new ClusterResource("mirror"));
      assertThatThrownBy(() -> check.check(poll(6, 6, 4)))
          .isInstanceOf(OffsetsResetException.class)
          .hasMessageContaining("(cluster id first, now mirror)");
      assertThatThrownBy(() -> opener(fixture).open(5)).isInstanceOf(OffsetsResetException.class);
    }
  }

  @Test
  void aTopicThatIsReplacedWhileItsOffsetsAreReadStopsTheProcessor() {
    AtomicReference<Uuid> id = new AtomicReference<>(Uuid.ONE_UUID);
    DecidedOffsets replaced =
        new ObservedOffsets(() -> FixedOffsets.NONE, partition -> id.set(OTHER));
    try (StreamFixture fixture =
        new StreamFixture(new MemoryTable(), replaced, OnAlreadyDecided.STOP)) {
      fixture.answerTopicId(id::get);
      assertThatThrownBy(() -> opener(fixture).open(0))
          .isInstanceOf(OffsetsResetException.class)
          .hasMessageContaining("was deleted and created again");
    }
  }

  @Test
  void aTopicWhoseIdIsUnknownIsNotGuessed() {
    try (StreamFixture fixture = fixture(FixedOffsets.NONE)) {
      fixture.answerTopicId(() -> {
        throw new KafkaException("no answer");
      });
      assertThatThrownBy(() -> opener(fixture).open(0))
          .isInstanceOf(RejoinGroupException.class)
          .hasMessageContaining("or the topic's id (no answer)");
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "the poll continues the log,                     6, 6, 0, 0",
    "transaction markers leave gaps,                 6, 9, 0, 0",
    "the metadata have changed since the last check, 6, 6, 1, 1",
    "no poll showed the record,                      6, 6, -1, 1",
  })
  void theTopicIsLookedUpAgainWheneverItMayBeAnother(
      String because, long expected, long first, int updates, int lookups) {
    try (StreamFixture fixture = fixture(FixedOffsets.NONE)) {
      PollCheck check = opener(fixture).open(5).pollCheck();
      check.check(poll(5, 5, 0));
      AtomicInteger asked = new AtomicInteger();
      fixture.answerTopicId(() -> {
        asked.incrementAndGet();
        return Uuid.ONE_UUID;
      });
      check.check(poll(expected, first, updates));
      check.check(poll(first + 1, first + 1, Math.max(0, updates)));
      assertThat(asked).as(because).hasValue(lookups);
      fixture.answerTopicId(() -> OTHER);
      assertThatThrownBy(() -> check.check(poll(20, 20, 7)))
          .isInstanceOf(OffsetsResetException.class);
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "transaction markers leave gaps,                  6, 9, false, 0",
    "a position may be lost and nothing else,         6, 6, true,  0",
    "what was removed is counted,                     6, 9, true,  2",
    "markers after what was removed are not counted,  7, 20, true, 1",
    "nothing after the last polled record was,        8, 9, true,  0",
    "what was removed later is no matter of the poll, 5, 7, true,  2"
  })
  void onlyRecordsThatTheTopicNoLongerHasAreLost(
      String because, long expected, long first, boolean positionLost, long lost) {
    try (StreamFixture fixture = fixture(EARLIEST_8)) {
      checkOf(fixture).check(new PollCheck.Poll(expected, first, 0, positionLost));
      assertThat(fixture.lost()).as(because).isEqualTo(lost);
    }
  }

  @Test
  void lostRecordsStopTheProcessorIfTheOperatorWantsIt() {
    try (StreamFixture fixture = new StreamFixture(
        new MemoryTable(), EARLIEST_8, OnAlreadyDecided.STOP, OnRecordsLost.STOP, 1000)) {
      PollCheck check = checkOf(fixture);
      assertThatThrownBy(() -> check.check(new PollCheck.Poll(6, 9, 0, true)))
          .isInstanceOf(OffsetsResetException.class)
          .hasMessageContaining("the records from 6 to 7 were removed from the topic before")
          .hasMessageContaining("on.records.lost=continue");
      assertThat(fixture.lost()).isZero();
    }
  }

  @Test
  void recordsThatComeAgainAreCheckedByTheNextTask() {
    try (StreamFixture fixture = fixture(FixedOffsets.NONE)) {
      PollCheck check = checkOf(fixture);
      assertThatThrownBy(() -> check.check(poll(6, 0, 0)))
          .isInstanceOf(RejoinGroupException.class)
          .hasMessageContaining("offset 0: delivered after offset 5");
    }
  }

  /** The check of a partition that was opened at offset 5, without a look at the offsets. */
  private static PollCheck checkOf(StreamFixture fixture) {
    return opener(fixture).pollCheck();
  }

  private static PollCheck.Poll poll(long expected, long first, int updates) {
    return new PollCheck.Poll(expected, first, updates, false);
  }

  private static StreamFixture fixture(DecidedOffsets offsets) {
    return new StreamFixture(new MemoryTable(), offsets, OnAlreadyDecided.STOP);
  }

  private static PartitionOpener opener(StreamFixture fixture) {
    return new PartitionOpener(fixture.dependencies(), StreamFixture.PARTITION);
  }

  private static OpenPartition open(
      DecidedOffsets offsets, OnAlreadyDecided onAlreadyDecided, long first) {
    try (StreamFixture fixture = new StreamFixture(new MemoryTable(), offsets, onAlreadyDecided)) {
      return new PartitionOpener(fixture.dependencies(), StreamFixture.PARTITION).open(first);
    }
  }
}
