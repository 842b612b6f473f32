package io.counterstream.processor.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.counterstream.core.Choices;
import io.counterstream.core.EventCounts;
import io.counterstream.core.Failure;
import io.counterstream.core.SeededChoices;
import io.counterstream.core.SimulationSchedule;
import io.counterstream.core.Trace;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/**
 * The promise of one outcome for each command, with the classes that run in production, under every
 * fault that the simulation knows.
 *
 * <p>{@code -Dschedules=1000000} runs more of them, {@code -Dfirst=20000} from that seed on; {@code
 * -Dseed=7} replays one and prints it.
 */
class StreamSimulationTest {
  private static final long SCHEDULES = Long.getLong("schedules", 10_000);
  private static final long FIRST = Long.getLong("first", 0);

  /** From this many schedules on, every event must have occurred. */
  private static final long SCHEDULES_COVERING = 5_000;

  /** From this many on, those that are rare as well. */
  private static final long SCHEDULES_COVERING_ALL = 100_000;

  private static final Set<StreamEvent> RARE = Set.of(StreamEvent.REPEAT_OF_A_REMOVED_RECORD);

  private static final Logger LOG = (Logger) LoggerFactory.getLogger("io.counterstream.processor");

  @BeforeAll
  static void logNothing() {
    LOG.setLevel(Level.OFF);
  }

  @AfterAll
  static void logAgain() {
    LOG.setLevel(null);
  }

  @Test
  void everyRecordHasOneOutcomeAndItIsWhatTheTableDid() {
    Long seed = Long.getLong("seed");
    if (seed != null) {
      Trace trace = Trace.on();
      check(seed, trace, new EventCounts<>(StreamEvent.class));
      return;
    }
    EventCounts<StreamEvent> events = new EventCounts<>(StreamEvent.class);
    long began = System.nanoTime();
    for (long next = FIRST; next < FIRST + SCHEDULES; next++) {
      check(next, Trace.off(), events);
    }
    long seconds = Duration.ofNanos(System.nanoTime() - began).toSeconds();
    System.out.printf("%,d schedules in %,d s%n%s", SCHEDULES, seconds, events.table());
    if (SCHEDULES >= SCHEDULES_COVERING) {
      assertThat(events.never())
          .filteredOn(event -> SCHEDULES >= SCHEDULES_COVERING_ALL || !RARE.contains(event))
          .as("never met in %d schedules", SCHEDULES)
          .isEmpty();
    }
  }

  private static void check(long seed, Trace trace, EventCounts<StreamEvent> events) {
    Choices choices = new SeededChoices(seed, SimulationSchedule.Recorder.NONE);
    boolean broken = !StreamSimulation.run(choices, events, trace).isEmpty();
    trace.print();
    if (broken) {
      Failure failure = Failure.of(
              seed,
              (replayed, of) ->
                  StreamSimulation.run(replayed, new EventCounts<>(StreamEvent.class), of))
          .orElseThrow();
      throw new AssertionError(failure.toString());
    }
  }
}
