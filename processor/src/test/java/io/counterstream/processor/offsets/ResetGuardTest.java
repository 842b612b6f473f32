package io.counterstream.processor.offsets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.counterstream.core.DecidedOffset;
import io.counterstream.core.LogSource;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnstableOffsetCommitException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the guard finds in the offsets of a group. */
class ResetGuardTest {
  private static final TopicPartition PARTITION = new TopicPartition("commands", 3);
  private static final LogSource SOURCE = new LogSource("topic", 3);
  private static final DecidedOffset DECIDED_100 = new DecidedOffset(100);

  /**
   * The offsets in Kafka.
   *
   * @param groupOffsets returned one after the other; the last one is returned again
   */
  private record FixedOffsets(Queue<Long> groupOffsets, long decided, long earliest, long end)
      implements DecidedOffsets {
    static FixedOffsets of(long decided, long earliest, long end, Long... groupOffsets) {
      return new FixedOffsets(new ArrayDeque<>(List.of(groupOffsets)), decided, earliest, end);
    }

    @Override
    public DecidedOffset decidedOffset(TopicPartition partition, LogSource source) {
      return new DecidedOffset(decided);
    }

    @Override
    public long groupOffset(TopicPartition partition) {
      return groupOffsets.size() > 1 ? groupOffsets.remove() : groupOffsets.element();
    }

    @Override
    public long earliestOffset(TopicPartition partition) {
      return earliest;
    }

    @Override
    public long endOffset(TopicPartition partition) {
      return end;
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "the group is where it stopped,             100 100 0 200,   Continued",
    "nothing is known without a decided offset, 50 0 0 200,      Continued",
    "it was set back,                           40 100 0 200,    SetBack 40 100",
    "it was set forward,                        150 100 0 200,   SetForward 150 100",
    "it was set beyond the end,                 999 100 0 200,   SetForward 999 100",
    "the records in between were deleted,       150 100 150 200, Continued",
    "some of the records in between are left,   150 100 120 200, SetForward 150 120",
    "the topic lost records that were decided,  100 100 0 80,    LogTruncated 100 80"
  })
  void checksTheGroupBeforeTheStart(String because, String groupDecidedEarliestEnd, String wanted) {
    long[] is = numbers(groupDecidedEarliestEnd);
    ResetGuard guard = guard(FixedOffsets.of(is[1], is[2], is[3], is[0]), OnAlreadyDecided.STOP);
    OffsetCheck check = guard.checkBeforeStart(PARTITION, SOURCE);
    assertThat(text(check)).as(because).isEqualTo(wanted);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "the group is where it stopped,              100 100 100 0 200,   Continued",
    "nothing is known without a decided offset,  50 50 0 0 200,       Continued",
    "transaction markers leave gaps in a log,     100 103 100 0 200,   Continued",
    "it was set back,                            40 40 100 0 200,     SetBack 40 100",
    "the topic starts above a group set back,    40 60 100 60 200,    SetBack 60 100",
    "it was set forward,                         150 150 100 0 200,   SetForward 150 100",
    "it was set beyond the end,                  999 0 100 0 200,     SetForward 999 100",
    "records were deleted before their decision, 100 150 100 150 200, RecordsDeleted 100 150",
    "the topic lost records that were decided,   100 0 100 0 80,      LogTruncated 100 80"
  })
  void checksTheFirstDeliveredRecord(
      String because, String groupFirstDecidedEarliestEnd, String wanted) {
    long[] is = numbers(groupFirstDecidedEarliestEnd);
    ResetGuard guard = guard(FixedOffsets.of(is[2], is[3], is[4], is[0]), OnAlreadyDecided.STOP);
    OffsetCheck check = guard.check(PARTITION, SOURCE, is[1]);
    assertThat(text(check)).as(because).isEqualTo(wanted);
  }

  @Test
  void aGroupThatWasSetBackIsAcceptedIfItsCommandsAreToBeSkipped() {
    ResetGuard guard = guard(FixedOffsets.of(100, 0, 200, 40L), OnAlreadyDecided.SKIP);
    OffsetCheck skipping = new OffsetCheck.SkippingDecided(40, DECIDED_100);
    assertThat(guard.checkBeforeStart(PARTITION, SOURCE)).isEqualTo(skipping);
    assertThat(guard.check(PARTITION, SOURCE, 40)).isEqualTo(skipping);
  }

  @Test
  void aGroupThatWasSetForwardIsNeverAccepted() {
    ResetGuard guard = guard(FixedOffsets.of(100, 0, 200, 150L), OnAlreadyDecided.SKIP);
    OffsetCheck forward = new OffsetCheck.SetForward(150, 100, DECIDED_100);
    assertThat(guard.checkBeforeStart(PARTITION, SOURCE)).isEqualTo(forward);
    assertThat(guard.check(PARTITION, SOURCE, 150)).isEqualTo(forward);
  }

  @Test
  void aCommitBetweenTheReadsIsNoReset() {
    ResetGuard guard = guard(FixedOffsets.of(100, 0, 200, 40L, 100L), OnAlreadyDecided.STOP);
    assertThat(guard.checkBeforeStart(PARTITION, SOURCE))
        .isEqualTo(new OffsetCheck.Continued(DECIDED_100));
  }

  @Test
  void aCommitBetweenTheReadsShowsAnotherOwnerOfADeliveredRecord() {
    for (OnAlreadyDecided either : OnAlreadyDecided.values()) {
      ResetGuard guard = guard(FixedOffsets.of(100, 0, 200, 40L, 100L), either);
      assertThat(guard.check(PARTITION, SOURCE, 40))
          .isEqualTo(new OffsetCheck.Superseded(DECIDED_100));
    }
  }

  @Test
  void anOwnerThatCommitsAtEachReadIsNoReset() {
    for (OnAlreadyDecided either : OnAlreadyDecided.values()) {
      assertThat(guard(new CommittingOffsets(), either).checkBeforeStart(PARTITION, SOURCE))
          .isInstanceOf(OffsetCheck.Continued.class);
      assertThat(guard(new CommittingOffsets(), either).check(PARTITION, SOURCE, 40))
          .isInstanceOf(OffsetCheck.Superseded.class);
    }
  }

  @Test
  void offsetsThatKafkaDoesNotReturnAreUnknown() {
    KafkaException failure = new KafkaException("no answer");
    ResetGuard guard = guard(failing(failure), OnAlreadyDecided.SKIP);
    assertThat(guard.check(PARTITION, SOURCE, 40)).isEqualTo(new OffsetCheck.Unknown(failure));
    assertThatThrownBy(() -> guard.checkBeforeStart(PARTITION, SOURCE)).isSameAs(failure);
  }

  @Test
  void offsetsInAnOpenTransactionAreUnknown() {
    KafkaException failure = new UnstableOffsetCommitException("open");
    ResetGuard guard = guard(failing(failure), OnAlreadyDecided.STOP);
    OffsetCheck unknown = new OffsetCheck.Unknown(failure);
    assertThat(guard.checkBeforeStart(PARTITION, SOURCE)).isEqualTo(unknown);
    assertThat(guard.check(PARTITION, SOURCE, 40)).isEqualTo(unknown);
  }

  private static String text(OffsetCheck check) {
    String name = check.getClass().getSimpleName();
    if (check instanceof OffsetCheck.SetBack back) {
      return name + " " + back.offset() + " " + back.decided().offset();
    } else if (check instanceof OffsetCheck.SetForward forward) {
      return name + " " + forward.offset() + " " + forward.undecided();
    } else if (check instanceof OffsetCheck.LogTruncated truncated) {
      return name + " " + truncated.offset() + " " + truncated.end();
    } else if (check instanceof OffsetCheck.RecordsDeleted deleted) {
      return name + " " + deleted.decided().offset() + " " + deleted.earliest();
    }
    return name;
  }

  private static long[] numbers(String text) {
    return Arrays.stream(text.split(" ")).mapToLong(Long::parseLong).toArray();
  }

  /** Another owner commits ten more commands, with their decided offset, before each read. */
  private static final class CommittingOffsets implements DecidedOffsets {
    private long committed = 40;

    private long commit() {
      committed += 10;
      return committed;
    }

    @Override
    public DecidedOffset decidedOffset(TopicPartition partition, LogSource source) {
      return new DecidedOffset(commit());
    }

    @Override
    public long groupOffset(TopicPartition partition) {
      return commit();
    }

    @Override
    public long earliestOffset(TopicPartition partition) {
      return 0;
    }

    @Override
    public long endOffset(TopicPartition partition) {
      return 1000;
    }
  }

  private static DecidedOffsets failing(KafkaException failure) {
    return new DecidedOffsets() {
      @Override
      public DecidedOffset decidedOffset(TopicPartition partition, LogSource source) {
        throw failure;
      }

      @Override
      public long groupOffset(TopicPartition partition) {
        return 0;
      }

      @Override
      public long earliestOffset(TopicPartition partition) {
        return 0;
      }

      @Override
      public long endOffset(TopicPartition partition) {
        return 0;
      }
    };
  }

  private static ResetGuard guard(DecidedOffsets offsets, OnAlreadyDecided onAlreadyDecided) {
    return new ResetGuard(offsets, onAlreadyDecided);
  }
}
