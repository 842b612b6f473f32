package io.counterstream.torture.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The faults that a seed gives to a run. */
class ScheduleTest {
  private static final Duration TWO_MINUTES = Duration.ofMinutes(2);

  @Test
  void theSameSeedGivesTheSameFaults() {
    for (long seed = 0; seed < 100; seed++) {
      assertThat(Schedule.of(seed, TWO_MINUTES)).isEqualTo(Schedule.of(seed, TWO_MINUTES));
    }
    assertThat(Schedule.of(1, TWO_MINUTES)).isNotEqualTo(Schedule.of(2, TWO_MINUTES));
  }

  @Test
  void aLongerRunStartsAsAShorterOneDoes() {
    List<PlannedFault> shorter = Schedule.of(7, TWO_MINUTES).of(FaultTrack.TABLE);
    List<PlannedFault> longer = Schedule.of(7, TWO_MINUTES.multipliedBy(5)).of(FaultTrack.TABLE);
    assertThat(longer).startsWith(shorter.toArray(PlannedFault[]::new));
  }

  @Test
  void twoMinutesHaveEveryKindAndFaultsOverlap() {
    for (long seed = 0; seed < 100; seed++) {
      List<PlannedFault> faults = Schedule.of(seed, TWO_MINUTES).faults();
      Set<FaultKind> kinds = faults.stream().map(PlannedFault::kind).collect(Collectors.toSet());
      assertThat(kinds).as("seed " + seed).isEqualTo(EnumSet.allOf(FaultKind.class));
      assertThat(faults)
          .as("seed " + seed)
          .anySatisfy(one -> assertThat(faults).anySatisfy(other -> {
            assertThat(other.track()).isNotEqualTo(one.track());
            assertThat(other.startMillis())
                .isBetween(one.startMillis(), one.startMillis() + one.lastsMillis());
          }));
    }
  }

  @Test
  void someKindsOnly() {
    Set<FaultKind> some = EnumSet.of(FaultKind.TABLE_SLOW, FaultKind.OFFSETS_RESET);
    assertThat(Schedule.of(1, TWO_MINUTES, some).faults())
        .extracting(PlannedFault::kind)
        .hasSameElementsAs(some);
  }

  @Test
  void faultsOfATrackDoNotOverlapAndEndInTime() {
    for (long seed = 0; seed < 100; seed++) {
      Schedule schedule = Schedule.of(seed, TWO_MINUTES);
      for (FaultTrack track : FaultTrack.values()) {
        long free = 0;
        for (PlannedFault fault : schedule.of(track)) {
          assertThat(fault.startMillis()).isGreaterThanOrEqualTo(free);
          free = fault.startMillis() + fault.lastsMillis();
          assertThat(track.kinds()).contains(fault.kind());
        }
        assertThat(free).isLessThanOrEqualTo(TWO_MINUTES.toMillis());
      }
    }
  }

  @Test
  void halfAMinuteHasAFaultOfEveryTrack() {
    for (long seed = 0; seed < 100; seed++) {
      Schedule schedule = Schedule.of(seed, Duration.ofSeconds(35));
      assertThat(Arrays.stream(FaultTrack.values())
              .filter(track -> schedule.of(track).isEmpty()))
          .as("tracks without a fault, seed " + seed)
          .isEmpty();
    }
  }
}
