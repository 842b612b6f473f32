package io.counterstream.processor.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Which partitions make no progress, and what they wait for. */
class ProgressWatchTest {
  private static final TopicPartition ONE = new TopicPartition("commands", 1);
  private static final TopicPartition TWO = new TopicPartition("commands", 2);
  private static final Wait FLUSH = new Wait(Wait.Kind.SEND, () -> "applied-1");

  private long nowNanos;
  private final ProgressWatch watch = new ProgressWatch(() -> nowNanos, Duration.ofSeconds(10));
  private final ThreadProgress thread = watch.newThread();

  private void pass(int seconds) {
    nowNanos += Duration.ofSeconds(seconds).toNanos();
  }

  private PartitionProgress one() {
    return watch.partition(ONE);
  }

  private List<String> stalls() {
    return watch.stalls().stream().map(Stall::text).toList();
  }

  /** Histories of partition 1, each followed by 11 s without an event. */
  static Stream<Arguments> histories() {
    return Stream.of(
        history("nothing was polled", false, test -> {}),
        history("polled records are not committed", true, test -> test.one().polled(5, 9)),
        history("a part of them is committed, long ago", true, test -> {
          test.one().polled(5, 9);
          test.one().committed(7);
        }),
        history("all of them are committed", false, test -> {
          test.one().polled(5, 9);
          test.one().committed(10);
        }),
        history("the task was started again at the same record", true, test -> {
          test.one().polled(5, 9);
          test.pass(9);
          test.one().released();
          test.one().assigned(test.thread);
          test.one().polled(5, 7);
        }),
        history("another owner has committed the records meanwhile", false, test -> {
          test.one().polled(5, 9);
          test.one().released();
          test.one().assigned(test.thread);
          test.one().committed(10);
        }),
        history("the consumer is at the end of the log", false, test -> {
          test.one().positionIs(10);
          test.watch.endIs(ONE, 10);
        }),
        history("the log has records that the consumer does not poll", true, test -> {
          test.one().positionIs(10);
          test.watch.endIs(ONE, 11);
        }),
        history("it is not known where the consumer is", false, test -> test.watch.endIs(ONE, 11)),
        history("the task is closed", false, test -> {
          test.one().polled(5, 9);
          test.one().released();
        }));
  }

  private static Arguments history(
      String because, boolean stalled, Consumer<ProgressWatchTest> events) {
    return Arguments.of(because, stalled, events);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("histories")
  void aPartitionIsStalledIf(String because, boolean stalled, Consumer<ProgressWatchTest> events) {
    one().assigned(thread);
    events.accept(this);
    assertThat(stalls()).as("at once").isEmpty();
    pass(11);
    assertThat(stalls()).as(because).hasSize(stalled ? 1 : 0);
    assertThat(watch.suspects()).isEqualTo(stalled);
  }

  @Test
  void aCommitThatBringsNothingNewIsNoProgress() {
    one().assigned(thread);
    one().polled(5, 9);
    one().committed(7);
    pass(11);
    one().committed(7);
    assertThat(stalls()).hasSize(1);
    one().committed(8);
    assertThat(stalls()).isEmpty();
  }

  @Test
  void aTaskThatIsStartedAgainAndAgainIsStalledSinceItsFirstDelivery() {
    for (int delivery = 0; delivery < 4; delivery++) {
      one().assigned(thread);
      one().polled(5, 9);
      pass(7);
      one().released();
    }
    one().assigned(thread);
    assertThat(watch.stalls())
        .singleElement()
        .extracting(Stall::lasted)
        .isEqualTo(Duration.ofSeconds(28));
  }

  @Test
  void theCauseIsTheReadOfTheTakeoverAsLongAsItLasts() {
    List<Wait> reads = new ArrayList<>(List.of(new Wait(Wait.Kind.OFFSETS, () -> "the window")));
    one().assigned(thread);
    one().takesOver(() -> reads.stream().findFirst());
    one().positionIs(5);
    watch.endIs(ONE, 9);
    pass(11);
    assertThat(stalls()).singleElement().asString().contains("waits for the window");
    reads.clear();
    assertThat(stalls()).singleElement().asString().contains("waits for the consumer to return");
  }

  @Test
  void theCauseIsWhatTheThreadWaitsFor() {
    one().assigned(thread);
    watch.partition(TWO).assigned(thread);
    one().polled(5, 9);
    watch.partition(TWO).polled(1, 1);
    pass(11);
    thread.during(
        FLUSH,
        () -> assertThat(stalls())
            .containsExactly("commands-1, commands-2: waits for applied-1 (for 11 s)"));
    assertThat(stalls())
        .containsExactly("commands-1, commands-2: waits for the stream thread to process"
            + " and commit polled records (for 11 s)");
  }

  @Test
  void aHeldPartitionIsReportedAtOnceAndUntilItResumes() {
    one().assigned(thread);
    one().held(new Wait(Wait.Kind.ITEM, () -> "counter c"));
    assertThat(stalls()).containsExactly("commands-1: waits for counter c (for 0 s)");
    pass(30);
    assertThat(stalls()).containsExactly("commands-1: waits for counter c (for 30 s)");
    one().resumed();
    assertThat(stalls()).isEmpty();
  }

  @Test
  void aWaitThatLastsTooLongIsAbandonedAndAShorterOneIsNot() {
    List<String> abandoned = new ArrayList<>();
    Wait wait = new Wait(Wait.Kind.SEND, () -> "applied-1", () -> abandoned.add("applied-1"));
    thread.during(wait, () -> {
      pass(9);
      watch.abandonWaitsAfter(Duration.ofSeconds(10));
      assertThat(abandoned).isEmpty();
      pass(2);
      watch.abandonWaitsAfter(Duration.ofSeconds(10));
    });
    assertThat(abandoned).containsExactly("applied-1");
    pass(99);
    watch.abandonWaitsAfter(Duration.ofSeconds(10));
    assertThat(abandoned).as("the wait has ended").hasSize(1);
  }

  @Test
  void theAgeIsThatOfTheOldestRecordWithoutACommit() {
    one().assigned(thread);
    assertThat(watch.ages()).containsEntry(ONE, Duration.ZERO);
    one().polled(5, 9);
    pass(3);
    assertThat(watch.ages()).containsEntry(ONE, Duration.ofSeconds(3));
    one().committed(10);
    assertThat(watch.ages()).containsEntry(ONE, Duration.ZERO);
    one().released();
    assertThat(watch.ages()).isEmpty();
  }
}
