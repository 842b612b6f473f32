package io.counterstream.torture.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How long a recovery took, given who was answered when. Times in milliseconds. */
class RecoveryTest {
  /** Partition 0 stands still from 100 to 900, partition 1 is always served at once. */
  private static final Recovery RECOVERY = new Recovery(List.of(
      call(0, 50, 60),
      call(0, 110, 900),
      call(0, 120, 905),
      call(0, 1000, 1010),
      call(1, 50, 55),
      call(1, 130, 135),
      call(1, 1005, 1020)));

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "the slowest partition counts,                              100, 800",
    "a command sent before the begin doesn't count,             115, 790",
    "a later fault in the same silence has less of it to bear,  120, 785",
    "without a silence it is the next command's time,           910, 110",
    "a partition without later commands doesn't count,          1002, 18"
  })
  void takesUntilEveryPartitionAnsweredALaterCommand(
      String because, long beginMillis, long recoveryMillis) {
    assertThat(RECOVERY.behind(nanos(beginMillis)))
        .as(because)
        .contains(Duration.ofMillis(recoveryMillis));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "the partition that stands still longest counts,           100, 800",
    "a partition without load stands still until it has some,   902, 118",
    "a partition that has no further outcome does not,        1015, 5"
  })
  void standsStillUntilEveryPartitionHasAnOutcome(
      String because, long beginMillis, long stillMillis) {
    assertThat(RECOVERY.still(nanos(beginMillis)))
        .as(because)
        .contains(Duration.ofMillis(stillMillis));
  }

  @Test
  void isUnknownWhenNobodyAskedLater() {
    assertThat(RECOVERY.behind(nanos(2000))).isEmpty();
    assertThat(RECOVERY.still(nanos(2000))).isEmpty();
  }

  @Test
  void aQuickAnswerToALaterCommandEndsASilence() {
    Recovery recovery = new Recovery(List.of(call(0, 110, 900), call(0, 300, 310)));
    assertThat(recovery.behind(nanos(100))).contains(Duration.ofMillis(210));
  }

  @Test
  void timesAreByKindWithMedianAndWorst() {
    assertThat(RECOVERY.byKind(List.of(
            new HappenedFault(FaultKind.PROCESSOR_KILLED, nanos(100)),
            new HappenedFault(FaultKind.PROCESSOR_KILLED, nanos(115)),
            new HappenedFault(FaultKind.PROCESSOR_KILLED, nanos(910)),
            new HappenedFault(FaultKind.TABLE_SLOW, nanos(2000)))))
        .containsOnlyKeys(FaultKind.PROCESSOR_KILLED, FaultKind.TABLE_SLOW)
        .containsEntry(
            FaultKind.PROCESSOR_KILLED, new Recovery.Times(3, spread(785, 800), spread(790, 800)))
        .containsEntry(
            FaultKind.TABLE_SLOW,
            new Recovery.Times(1, Recovery.Spread.NONE, Recovery.Spread.NONE));
  }

  private static Recovery.Spread spread(long medianMillis, long worstMillis) {
    return new Recovery.Spread(
        Optional.of(Duration.ofMillis(medianMillis)), Optional.of(Duration.ofMillis(worstMillis)));
  }

  private static Call call(int partition, long sentMillis, long receivedMillis) {
    return new Call(partition, nanos(sentMillis), nanos(receivedMillis));
  }

  private static long nanos(long millis) {
    return millis * 1_000_000;
  }
}
