package io.counterstream.processor.offsets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.counterstream.core.DecidedOffset;
import io.counterstream.core.LogSource;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.UnstableOffsetCommitException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the guard finds in the offsets of a group. */
class ResetGuardTest {
  private static final TopicPartition PARTITION = new TopicPartition("commands", 3);
  static final LogSource SOURCE = new LogSource("topic", 3);
  private static final DecidedOffset DECIDED_100 = new DecidedOffset(100);

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "the group is where it stopped,             100 100 0 200,   Continued",
    "nothing is known without a decided offset, 50 0 0 200,      Continued",
    "it was set back,                           40 100 0 200,    SetBack 40 100",
    "it was set forward,                        150 100 0 200,   SetForward 150 100",
    "it was set beyond the end,                 999 100 0 200,   SetForward 999 100",
    "the records in between were removed,       150 100 150 200, RecordsLost 100 150",
    "records after it were removed,             100 100 150 200, RecordsLost 100 150",
    "the same without a decided offset,         100 0 150 200,   RecordsLost 100 150",
    "some of the records in between are left,   150 100 120 200, SetForward 150 120",
    "the topic lost records that were decided,  100 100 0 80,    LogTruncated 100 80",
    "the same and the group was set back,       40 100 0 80,     LogTruncated 100 80",
    "the same and the group lost its offset,    -1 100 0 80,     LogTruncated 100 80",
    "the group never had an offset,             -1 0 0 200,      Continued",
    "the group has lost its offset,             -1 100 0 200,    SkippingDecided 0 100",
    "no log has this offset,                    300 0 0 200,     BeyondEnd 300 200"
  })
  void checksTheGroupBeforeTheStart(String because, String groupDecidedEarliestEnd, String wanted) {
    long[] is = numbers(groupDecidedEarliestEnd);
    ResetGuard guard = guard(ReadOffsets.of(is[1], is[2], is[3], is[0]), OnAlreadyDecided.STOP);
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
    "records were removed before their decision, 100 150 100 150 200, RecordsLost 100 150",
    "the same without a decided offset,          100 150 0 150 200,   RecordsLost 100 150",
    "nothing is known of the time before,        -1 150 0 150 200,    Continued",
    "what was removed after the poll is no loss, 100 100 100 150 200, Continued",
    "the topic lost records that were decided,   100 0 100 0 80,      LogTruncated 100 80",
    "the same and the group was set back,        40 40 100 0 80,      LogTruncated 100 80",
    "the same and the group lost its offset,     -1 0 100 0 80,       LogTruncated 100 80",
    "the group never had an offset,              -1 0 0 0 200,        Continued",
    "the group has lost its offset,              -1 0 100 0 200,      SkippingDecided 0 100",
    "the topic was reset below a lost offset,    300 0 0 0 200,       BeyondEnd 300 200"
  })
  void checksTheFirstDeliveredRecord(
      String because, String groupFirstDecidedEarliestEnd, String wanted) {
    long[] is = numbers(groupFirstDecidedEarliestEnd);
    ResetGuard guard = guard(ReadOffsets.of(is[2], is[3], is[4], is[0]), OnAlreadyDecided.STOP);
    OffsetCheck check = guard.check(PARTITION, SOURCE, is[1]);
    assertThat(text(check)).as(because).isEqualTo(wanted);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "the deleted topic's offset came after its deletion, 100 100 0 200,   OfDeletedTopic 100",
    "the same although the new topic is shorter,         100 100 0 20,    OfDeletedTopic 100",
    "the new topic was begun by retention alone,         100 100 100 200, Continued",
    "no command of the new topic is passed over,         0 100 0 200,     Continued",
    "the brokers deleted the group's offset,             -1 100 0 200,    Continued"
  })
  void checksAGroupWhoseDecidedOffsetIsThatOfADeletedTopic(
      String because, String groupDecidedEarliestEnd, String wanted) {
    long[] is = numbers(groupDecidedEarliestEnd);
    ReadOffsets offsets = ReadOffsets.of(is[1], is[2], is[3], is[0]).inLog("gone/3");
    ResetGuard guard = guard(offsets, OnAlreadyDecided.SKIP);
    assertThat(text(guard.checkBeforeStart(PARTITION, SOURCE))).as(because).isEqualTo(wanted);
    assertThat(text(guard.check(PARTITION, SOURCE, is[2]))).as(because).isEqualTo(wanted);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "offsets expired: what has outcomes is passed over,   -1 100 0 200,    SkippingDecided 0 100",
    "the group is where the outcomes end,                 100 100 0 200,   Continued",
    "it was set back although outcomes are there,         40 100 0 200,    SetBack 40 100",
    "an operator chose where to start,                    150 100 0 200,   Continued",
    "results may have lost what came after,               150 100 150 200, Continued",
    "records after the group's offset were removed,       150 100 160 200, RecordsLost 150 160",
    "no log has this offset,                              300 100 0 200,   BeyondEnd 300 200",
    "the topic lost records that have outcomes,           100 100 0 80,    LogTruncated 100 80",
    "the same and offsets expired,                        -1 100 0 80,     LogTruncated 100 80"
  })
  void derivesADecidedOffsetThatIsNotCommittedFromTheResults(
      String because, String groupResultsEarliestEnd, String wanted) {
    long[] is = numbers(groupResultsEarliestEnd);
    ReadOffsets offsets = ReadOffsets.of(0, is[2], is[3], is[0]).withResults(is[1]);
    ResetGuard guard = guard(offsets, OnAlreadyDecided.STOP);
    assertThat(text(guard.checkBeforeStart(PARTITION, SOURCE))).as(because).isEqualTo(wanted);
    long first = Math.max(0, Math.max(is[0], is[2]));
    assertThat(text(guard.check(PARTITION, SOURCE, first))).as(because).isEqualTo(wanted);
  }

  @Test
  void aCommittedDecidedOffsetCountsAndNotWhatResultsShow() {
    ReadOffsets offsets = ReadOffsets.of(100, 0, 200, 100L).withResults(150);
    assertThat(guard(offsets, OnAlreadyDecided.STOP).checkBeforeStart(PARTITION, SOURCE))
        .isEqualTo(new OffsetCheck.Continued(DECIDED_100));
  }

  @Test
  void aLossIsRefusedIfTheOperatorWantsToSeeIt() {
    ResetGuard guard = new ResetGuard(
        ReadOffsets.of(100, 150, 200, 100L), OnAlreadyDecided.STOP, OnRecordsLost.STOP);
    assertThat(text(guard.checkBeforeStart(PARTITION, SOURCE))).isEqualTo("LossRefused 100 150");
    assertThat(text(guard.check(PARTITION, SOURCE, 150))).isEqualTo("LossRefused 100 150");
    assertThat(text(guard.checkPoll(PARTITION, 120, 150))).isEqualTo("LossRefused 120 150");
  }

  @Test
  void aDecidedOffsetThatAnOperatorSetAppliesToTheLogThatIsThere() {
    ReadOffsets offsets = ReadOffsets.of(100, 0, 200, 40L).inLog("");
    assertThat(text(guard(offsets, OnAlreadyDecided.STOP).checkBeforeStart(PARTITION, SOURCE)))
        .isEqualTo("SetBack 40 100");
  }

  @Test
  void aGroupThatWasSetBackIsAcceptedIfItsCommandsAreToBeSkipped() {
    ResetGuard guard = guard(ReadOffsets.of(100, 0, 200, 40L), OnAlreadyDecided.SKIP);
    OffsetCheck skipping = new OffsetCheck.SkippingDecided(40, DECIDED_100);
    assertThat(guard.checkBeforeStart(PARTITION, SOURCE)).isEqualTo(skipping);
    assertThat(guard.check(PARTITION, SOURCE, 40)).isEqualTo(skipping);
  }

  @Test
  void aGroupThatWasSetForwardIsNeverAccepted() {
    ResetGuard guard = guard(ReadOffsets.of(100, 0, 200, 150L), OnAlreadyDecided.SKIP);
    OffsetCheck forward = new OffsetCheck.SetForward(150, 100, DECIDED_100);
    assertThat(guard.checkBeforeStart(PARTITION, SOURCE)).isEqualTo(forward);
    assertThat(guard.check(PARTITION, SOURCE, 150)).isEqualTo(forward);
  }

  @Test
  void aCommitBetweenTheReadsIsNoReset() {
    ResetGuard guard = guard(ReadOffsets.of(100, 0, 200, 40L, 100L), OnAlreadyDecided.STOP);
    assertThat(guard.checkBeforeStart(PARTITION, SOURCE))
        .isEqualTo(new OffsetCheck.Continued(DECIDED_100));
  }

  @Test
  void aCommitBetweenTheReadsShowsAnotherOwnerOfADeliveredRecord() {
    for (OnAlreadyDecided either : OnAlreadyDecided.values()) {
      ResetGuard guard = guard(ReadOffsets.of(100, 0, 200, 40L, 100L), either);
      assertThat(guard.check(PARTITION, SOURCE, 40))
          .isEqualTo(new OffsetCheck.Superseded(40, DECIDED_100));
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"with a decided offset,    100", "without a decided offset, 0"})
  void aLogThatIsDeliveredFromBelowTheGroupsOffsetEachTimeIsNotTheSame(
      String because, long decided) {
    ResetGuard guard = guard(ReadOffsets.of(decided, 0, 200, 100L), OnAlreadyDecided.SKIP);
    OffsetCheck other = new OffsetCheck.Superseded(0, DECIDED_100);
    assertThat(concluded(guard, PARTITION, 0)).as(because).isEqualTo(other);
    assertThat(concluded(guard, new TopicPartition("commands", 4), 0)).isEqualTo(other);
    assertThat(concluded(guard, PARTITION, 1))
        .isEqualTo(new OffsetCheck.Superseded(1, DECIDED_100));
    assertThat(concluded(guard, PARTITION, 100)).isInstanceOf(OffsetCheck.Continued.class);
    assertThat(concluded(guard, PARTITION, 1)).isInstanceOf(OffsetCheck.Superseded.class);
    assertThat(concluded(guard, PARTITION, 1)).isEqualTo(new OffsetCheck.LogDiverged(100, 1));
  }

  private static OffsetCheck concluded(ResetGuard guard, TopicPartition partition, long first) {
    return guard.concluded(partition, guard.check(partition, SOURCE, first));
  }

  @Test
  void aMissingRightIsNoReasonToJoinTheGroupAgain() {
    KafkaException failure = new GroupAuthorizationException("app");
    ResetGuard guard = guard(failing(failure), OnAlreadyDecided.STOP);
    assertThatThrownBy(() -> guard.check(PARTITION, SOURCE, 40)).isSameAs(failure);
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
      return name + " " + truncated.decided().offset() + " " + truncated.end();
    } else if (check instanceof OffsetCheck.SkippingDecided skipping) {
      return name + " " + skipping.offset() + " " + skipping.decided().offset();
    } else if (check instanceof OffsetCheck.BeyondEnd beyond) {
      return name + " " + beyond.offset() + " " + beyond.end();
    } else if (check instanceof OffsetCheck.OfDeletedTopic deleted) {
      return name + " " + deleted.offset();
    } else if (check instanceof OffsetCheck.RecordsLost lost) {
      return name + " " + lost.from() + " " + lost.to();
    } else if (check instanceof OffsetCheck.LossRefused lost) {
      return name + " " + lost.from() + " " + lost.to();
    }
    return name;
  }

  private static long[] numbers(String text) {
    return Arrays.stream(text.split(" ")).mapToLong(Long::parseLong).toArray();
  }

  private static DecidedOffsets failing(KafkaException failure) {
    return new DecidedOffsets() {
      @Override
      public Optional<Committed> decidedOffset(TopicPartition partition) {
        throw failure;
      }

      @Override
      public DecidedOffset ofResults(TopicPartition partition, LogSource source) {
        return DecidedOffset.NONE;
      }

      @Override
      public OptionalLong groupOffset(TopicPartition partition) {
        return OptionalLong.of(0);
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
    return new ResetGuard(offsets, onAlreadyDecided, OnRecordsLost.CONTINUE);
  }
}
