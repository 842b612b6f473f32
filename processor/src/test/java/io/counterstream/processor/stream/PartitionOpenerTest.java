package io.counterstream.processor.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.counterstream.core.DecidedOffset;
import io.counterstream.processor.offsets.DecidedOffsets;
import io.counterstream.processor.offsets.OffsetsResetException;
import io.counterstream.processor.offsets.OnAlreadyDecided;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a task starts on each result of the offset check. */
class PartitionOpenerTest {
  private static final Uuid OTHER = new Uuid(7, 7);

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
  void recordsThatWereDeletedDoNotStopTheOthers() {
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
        return Optional.of(new Committed(100, StreamFixture.SOURCE.toString()));
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
    "the poll may be one of a new log,               6, 0, 0, 1",
    "no poll showed the record,                      6, 6, -1, 1",
  })
  void theTopicIsLookedUpAgainWheneverItMayBeAnother(
      String because, long expected, long first, int updates, int lookups) {
    try (StreamFixture fixture = fixture(FixedOffsets.NONE)) {
      PollCheck check = opener(fixture).open(5).pollCheck();
      check.check(new PollCheck.Poll(5, 5, 0));
      AtomicInteger asked = new AtomicInteger();
      fixture.answerTopicId(() -> {
        asked.incrementAndGet();
        return Uuid.ONE_UUID;
      });
      check.check(new PollCheck.Poll(expected, first, updates));
      check.check(new PollCheck.Poll(first + 1, first + 1, Math.max(0, updates)));
      assertThat(asked).as(because).hasValue(lookups);
      fixture.answerTopicId(() -> OTHER);
      assertThatThrownBy(() -> check.check(new PollCheck.Poll(20, 20, 7)))
          .isInstanceOf(OffsetsResetException.class);
    }
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
