package io.counterstream.processor.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.counterstream.core.LogSource;
import io.counterstream.processor.offsets.DecidedOffsets;
import io.counterstream.processor.offsets.OnAlreadyDecided;
import io.counterstream.processor.offsets.OnRecordsLost;
import io.counterstream.processor.offsets.ResetAdvice;
import io.counterstream.processor.offsets.ResetGuard;
import io.counterstream.processor.repeats.CommandHistory;
import io.counterstream.processor.repeats.RepeatSettings;
import io.counterstream.processor.repeats.RepeatWindows;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** What is read before a processor joins its group does not keep it from joining. */
class WarmUpTest {
  private static final Duration ANY_TIME = Duration.ofSeconds(30);
  private static final FixedOffsets DECIDED = new FixedOffsets(100, 100, 0, 200);

  private final List<String> read = new ArrayList<>();
  private final CommandHistory history = (partition, from, to, reader) -> {
    read.add(partition.partition() + ": " + from + " to " + to);
    return from;
  };

  @Test
  void theWindowsOfSomePartitionsAreReadAndNotUsed() {
    ContinuityRules rules = rules(DECIDED, Runnable::run);
    WarmUp.run(rules, () -> logs(6), ANY_TIME);
    assertThat(read)
        .containsExactlyInAnyOrder("0: 0 to 100", "1: 0 to 100", "2: 0 to 100", "3: 0 to 100");
    assertThat(rules.repeats().open()).isEmpty();
  }

  /** Its offset has moved since the first read, and its window is as good as another one. */
  @Test
  void theWindowOfAPartitionWithAnOwnerIsReadToo() {
    FixedOffsets committedByAnother = new FixedOffsets(90, 100, 0, 200);
    WarmUp.run(rules(committedByAnother, Runnable::run), () -> logs(1), ANY_TIME);
    assertThat(read).containsExactly("0: 0 to 90");
  }

  @Test
  void offsetsThatAreNotReadAreNoReasonNotToStart() {
    FixedOffsets unknown = new FixedOffsets(100, -1, 0, 200);
    assertThatCode(() -> WarmUp.run(rules(unknown, Runnable::run), () -> logs(1), ANY_TIME))
        .doesNotThrowAnyException();
    ContinuityRules rules = rules(DECIDED, Runnable::run);
    assertThatCode(() -> WarmUp.run(
            rules,
            () -> {
              throw new KafkaException("no answer");
            },
            ANY_TIME))
        .doesNotThrowAnyException();
  }

  @Test
  void aReadThatDoesNotEndIsNotWaitedFor() {
    WarmUp.run(rules(DECIDED, neverRun -> {}), () -> logs(1), Duration.ofMillis(1));
    assertThat(read).isEmpty();
  }

  private ContinuityRules rules(DecidedOffsets offsets, Executor executor) {
    return new ContinuityRules(
        new ResetGuard(offsets, OnAlreadyDecided.STOP, OnRecordsLost.STOP),
        new ResetAdvice("app", "broker:9092"),
        StreamListener.NONE,
        new RepeatWindows(RepeatSettings.ofWindow(60), history),
        executor,
        assigned -> {});
  }

  private static Map<TopicPartition, LogSource> logs(int count) {
    Map<TopicPartition, LogSource> logs = new LinkedHashMap<>();
    for (int partition = 0; partition < count; partition++) {
      logs.put(
          new TopicPartition(StreamFixture.PARTITION.topic(), partition),
          new LogSource("log", partition));
    }
    return logs;
  }
}
