package io.counterstream.torture.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What a seed makes of a run. */
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
  void aLongerRunBeginsAsAShorterOneDoes() {
    List<PlannedFault> shorter = Schedule.of(7, TWO_MINUTES).of(FaultTrack.TABLE);
    List<PlannedFault> longer = Schedule.of(7, TWO_MINUTES.multipliedBy(5)).of(FaultTrack.TABLE);
    assertThat(longer).startsWith(shorter.toArray(PlannedFault[]::new));
  }

  @Test
  void twoMinutesHoldEveryKindAndFaultsOverlap() {
    for (long seed = 0; seed < 100; seed++) {
      List<PlannedFault> faults = Schedule.of(seed, TWO_MINUTES).faults();
      Set<FaultKind> kinds = faults.stream().map(PlannedFault::kind).collect(Collectors.toSet());
      assertThat(kinds).as("seed " + seed).isEqualTo(EnumSet.allOf(FaultKind.class));
      assertThat(faults)
          .as("seed " + seed)
          .anySatisfy(one -> assertThat(faults).anySatisfy(other -> {
            assertThat(other.lane()).isNotEqualTo(one.lane());
            assertThat(other.startMillis())
                .isBetween(one.startMillis(), one.startMillis() + one.lastsMillis());
          }));
    }
  }

  @Test
  void faultsOfALaneFollowEachOtherAndEndInTime() {
    for (long seed = 0; seed < 100; seed++) {
      Schedule schedule = Schedule.of(seed, TWO_MINUTES);
      for (FaultTrack lane : FaultTrack.values()) {
        long free = 0;
        for (PlannedFault fault : schedule.of(lane)) {
          assertThat(fault.startMillis()).isGreaterThanOrEqualTo(free);
          free = fault.startMillis() + fault.lastsMillis();
          assertThat(lane.kinds()).contains(fault.kind());
        }
        assertThat(free).isLessThanOrEqualTo(TWO_MINUTES.toMillis());
      }
    }
  }

  @Test
  void halfAMinuteTouchesEveryLane() {
    for (long seed = 0; seed < 100; seed++) {
      Schedule schedule = Schedule.of(seed, Duration.ofSeconds(35));
      assertThat(Arrays.stream(FaultTrack.values())
              .filter(lane -> schedule.of(lane).isEmpty()))
          .as("lanes without a fault, seed " + seed)
          .isEmpty();
    }
  }
}
