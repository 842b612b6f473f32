package io.counterstream.torture.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The recovery times of given calls. All times in milliseconds. */
class RecoveryTest {
  /** Partition 0 has no outcomes from 100 to 900, partition 1 always has them at once. */
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
    "a command sent before the start does not count,            115, 790",
    "a later fault in the same outage recovers sooner,          120, 785",
    "without an outage it is the next command's time,           910, 110",
    "a partition without later commands does not count,         1002, 18"
  })
  void isCaughtUpWhenEveryPartitionHasTheOutcomeOfALaterCommand(
      String because, long startMillis, long recoveryMillis) {
    assertThat(RECOVERY.caughtUp(nanos(startMillis)))
        .as(because)
        .contains(Duration.ofMillis(recoveryMillis));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "the slowest partition counts,                              100, 800",
    "a partition without load counts until it has some,         902, 118",
    "a partition that has no further outcome does not,        1015, 5"
  })
  void hasTheFirstOutcomeWhenEveryPartitionHasOne(
      String because, long startMillis, long firstMillis) {
    assertThat(RECOVERY.firstOutcome(nanos(startMillis)))
        .as(because)
        .contains(Duration.ofMillis(firstMillis));
  }

  @Test
  void isUnknownWithoutLaterCommands() {
    assertThat(RECOVERY.caughtUp(nanos(2000))).isEmpty();
    assertThat(RECOVERY.firstOutcome(nanos(2000))).isEmpty();
  }

  @Test
  void anEarlyOutcomeOfALaterCommandEndsAnOutage() {
    Recovery recovery = new Recovery(List.of(call(0, 110, 900), call(0, 300, 310)));
    assertThat(recovery.caughtUp(nanos(100))).contains(Duration.ofMillis(210));
  }

  @Test
  void timesAreByKindWithMedianAndWorst() {
    assertThat(RECOVERY.byKind(List.of(
            new InjectedFault(FaultKind.PROCESSOR_KILLED, nanos(100)),
            new InjectedFault(FaultKind.PROCESSOR_KILLED, nanos(115)),
            new InjectedFault(FaultKind.PROCESSOR_KILLED, nanos(910)),
            new InjectedFault(FaultKind.TABLE_SLOW, nanos(2000)))))
        .containsOnlyKeys(FaultKind.PROCESSOR_KILLED, FaultKind.TABLE_SLOW)
        .containsEntry(
            FaultKind.PROCESSOR_KILLED,
            new Recovery.Times(3, durations(785, 800), durations(790, 800)))
        .containsEntry(
            FaultKind.TABLE_SLOW,
            new Recovery.Times(1, Recovery.Durations.NONE, Recovery.Durations.NONE));
  }

  private static Recovery.Durations durations(long medianMillis, long worstMillis) {
    return new Recovery.Durations(
        Optional.of(Duration.ofMillis(medianMillis)), Optional.of(Duration.ofMillis(worstMillis)));
  }

  private static Call call(int partition, long sentMillis, long receivedMillis) {
    return new Call(partition, nanos(sentMillis), nanos(receivedMillis));
  }

  private static long nanos(long millis) {
    return millis * 1_000_000;
  }
}
