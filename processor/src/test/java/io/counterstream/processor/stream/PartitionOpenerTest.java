package io.counterstream.processor.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.counterstream.core.DecidedOffset;
import io.counterstream.core.LogSource;
import io.counterstream.processor.offsets.DecidedOffsets;
import io.counterstream.processor.offsets.OffsetsResetException;
import io.counterstream.processor.offsets.OnAlreadyDecided;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** How a task starts on each result of the offset check. */
class PartitionOpenerTest {
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
      public DecidedOffset decidedOffset(TopicPartition partition, LogSource source) {
        return new DecidedOffset(100);
      }

      @Override
      public long groupOffset(TopicPartition partition) {
        return groupOffsets.remove();
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
                + " (no answer); joining the group again");
  }

  private static OpenPartition open(
      DecidedOffsets offsets, OnAlreadyDecided onAlreadyDecided, long first) {
    try (StreamFixture fixture = new StreamFixture(new MemoryTable(), offsets, onAlreadyDecided)) {
      return new PartitionOpener(
              fixture.dependencies(), StreamFixture.PARTITION, StreamFixture.SOURCE)
          .open(first);
    }
  }
}
