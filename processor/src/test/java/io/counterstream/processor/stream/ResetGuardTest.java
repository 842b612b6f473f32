package io.counterstream.processor.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.counterstream.core.DecidedOffset;
import io.counterstream.core.LogSource;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnstableOffsetCommitException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a processor makes of the place from which it is to follow a partition. */
class ResetGuardTest {
  private static final TopicPartition PARTITION = new TopicPartition("commands", 3);
  private static final LogSource SOURCE = new LogSource("topic", 3);

  /**
   * What Kafka says.
   *
   * @param groupOffsets one answer after the other; the last one stays
   */
  private record Answers(Queue<Long> groupOffsets, long mark, long earliest, long end)
      implements DecidedOffsets {
    static Answers of(long mark, long earliest, long end, Long... groupOffsets) {
      return new Answers(new ArrayDeque<>(List.of(groupOffsets)), mark, earliest, end);
    }

    @Override
    public DecidedOffset of(TopicPartition partition, LogSource source) {
      return new DecidedOffset(mark);
    }

    @Override
    public long groupOffset(TopicPartition partition) {
      return groupOffsets.size() > 1 ? groupOffsets.remove() : groupOffsets.element();
    }

    @Override
    public long earliest(TopicPartition partition) {
      return earliest;
    }

    @Override
    public long end(TopicPartition partition) {
      return end;
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "the group is where it was left,            100 100 0 200,   ''",
    "nothing is known without a mark,           50 0 0 200,      ''",
    "it was set to the past,                    40 100 0 200,    the commands below 100 have",
    "it was set forward,                        150 100 0 200,   commands from 100 on have no",
    "it was set beyond the end,                 999 100 0 200,   commands from 100 on have no",
    "what lay between is no longer there,       150 100 150 200, ''",
    "some of what lay between is there,         150 100 120 200, commands from 120 on have no",
    "the topic has lost what was decided,       100 100 0 80,    it has lost records"
  })
  void saysBeforeTheStartWhyNotToStart(String because, String groupMarkEarliestEnd, String fault) {
    long[] is =
        Stream.of(groupMarkEarliestEnd.split(" ")).mapToLong(Long::parseLong).toArray();
    ResetGuard guard = guard(Answers.of(is[1], is[2], is[3], is[0]), OnAlreadyDecided.STOP);
    assertThat(guard.fault(PARTITION, SOURCE).orElse(""))
        .as(because)
        .contains(fault)
        .matches(found -> found.isEmpty() == fault.isEmpty());
  }

  @Test
  void namesCommandsThatCanBePastedAsTheyStand() {
    ResetGuard guard = guard(Answers.of(100, 0, 200, 150L), OnAlreadyDecided.STOP);
    assertThat(guard.fault(PARTITION, SOURCE).orElseThrow())
        .contains(
            "(kafka-consumer-groups.sh --bootstrap-server broker:9092 --group app --topic"
                + " commands:3 --reset-offsets --to-offset 100 --execute)",
            "(kafka-consumer-groups.sh --bootstrap-server broker:9092 --group app.decided --topic"
                + " commands:3 --delete-offsets)");
  }

  @Test
  void whoeverSkipsStartsInThePastButNotInTheFuture() {
    assertThat(guard(Answers.of(100, 0, 200, 40L), OnAlreadyDecided.SKIP).fault(PARTITION, SOURCE))
        .isEmpty();
    assertThat(guard(Answers.of(100, 0, 200, 150L), OnAlreadyDecided.SKIP).fault(PARTITION, SOURCE))
        .isPresent();
  }

  @Test
  void aCommitBetweenTheQuestionsIsNoReset() {
    ResetGuard guard = guard(Answers.of(100, 0, 200, 40L, 100L), OnAlreadyDecided.STOP);
    assertThat(guard.fault(PARTITION, SOURCE)).isEmpty();
  }

  @Test
  void theFirstRecordBelowTheMarkOfAGroupThatWasResetStops() {
    ResetGuard guard = guard(Answers.of(100, 0, 200, 40L), OnAlreadyDecided.STOP);
    assertThatThrownBy(() -> guard.begins(PARTITION, SOURCE, 40))
        .isInstanceOf(OffsetsResetException.class)
        .hasMessageContaining("points at offset 40");
  }

  @Test
  void theFirstRecordBelowTheMarkOfAGroupThatWentOnIsAZombies() {
    ResetGuard guard = guard(Answers.of(100, 0, 200, 40L, 100L), OnAlreadyDecided.STOP);
    assertThatThrownBy(() -> guard.begins(PARTITION, SOURCE, 40))
        .isInstanceOf(TaskGivenUpException.class)
        .hasMessageContaining("another owner has committed up to 100");
  }

  @Test
  void anOffsetBeyondTheEndIsNotTakenForAnotherOwner() {
    ResetGuard guard = guard(Answers.of(100, 0, 200, 999L), OnAlreadyDecided.SKIP);
    assertThatThrownBy(() -> guard.begins(PARTITION, SOURCE, 0))
        .isInstanceOf(OffsetsResetException.class)
        .hasMessageContaining("points at offset 999");
  }

  @Test
  void whoeverSkipsGetsTheMark() {
    ResetGuard guard = guard(Answers.of(100, 0, 200, 40L), OnAlreadyDecided.SKIP);
    assertThat(guard.begins(PARTITION, SOURCE, 40)).isEqualTo(new DecidedOffset(100));
  }

  @Test
  void withoutAnAnswerTheTaskIsGivenUpAndNothingGuessed() {
    DecidedOffsets silent = failing(new KafkaException("no answer"));
    assertThatThrownBy(() -> guard(silent, OnAlreadyDecided.SKIP).begins(PARTITION, SOURCE, 40))
        .isInstanceOf(TaskGivenUpException.class)
        .hasMessageContaining("no answer");
    assertThatThrownBy(() -> guard(silent, OnAlreadyDecided.STOP).fault(PARTITION, SOURCE))
        .isInstanceOf(KafkaException.class);
  }

  @Test
  void aPartitionWhoseOffsetsAreBeingCommittedIsJudgedWhenItIsTakenOver() {
    DecidedOffsets pending = failing(new UnstableOffsetCommitException("not over"));
    assertThat(guard(pending, OnAlreadyDecided.STOP).fault(PARTITION, SOURCE)).isEmpty();
    assertThatThrownBy(() -> guard(pending, OnAlreadyDecided.STOP).begins(PARTITION, SOURCE, 40))
        .isInstanceOf(TaskGivenUpException.class)
        .hasMessageContaining("not over");
  }

  private static DecidedOffsets failing(KafkaException failure) {
    return new DecidedOffsets() {
      @Override
      public DecidedOffset of(TopicPartition partition, LogSource source) {
        throw failure;
      }

      @Override
      public long groupOffset(TopicPartition partition) {
        return 0;
      }

      @Override
      public long earliest(TopicPartition partition) {
        return 0;
      }

      @Override
      public long end(TopicPartition partition) {
        return 0;
      }
    };
  }

  private static ResetGuard guard(DecidedOffsets marks, OnAlreadyDecided onAlreadyDecided) {
    return new ResetGuard("app", "broker:9092", marks, onAlreadyDecided);
  }
}
