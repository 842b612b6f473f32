package io.counterstream.processor.simulation;

import static io.counterstream.processor.simulation.StreamInvariant.ENDS;
import static io.counterstream.processor.simulation.StreamInvariant.REPEAT_HAS_NO_EFFECT;
import static io.counterstream.processor.simulation.StreamInvariant.STOPS_FOR_A_REASON;

import java.util.stream.Stream;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.provider.Arguments;

/**
 * Judgements about commands that are sent twice that matter only when much comes together: records
 * are removed or the window is changed while commands have no committed outcome. Each takes
 * thousands of schedules to find, all together six minutes: run them with {@code -Dmutations=all}.
 */
@EnabledIfSystemProperty(
    named = "mutations",
    matches = "all",
    disabledReason = "takes six minutes; -Dmutations=all runs it")
class StreamSimulationWindowMutationTest extends MutationSuite {
  static Stream<Arguments> mutations() {
    return Stream.of(removed(), changes(), unrecorded()).flatMap(rows -> rows);
  }

  private static Stream<Arguments> removed() {
    return Stream.of(row(
        new StreamMutation(
            "a repeat of a removed record is taken for a stale command",
            "stream/OpenPartition.java",
            "return decided.window().isPresent() && repeats.missesRecordsBefore(offset);",
            "return false;"),
        STOPS_FOR_A_REASON,
        40_000));
  }

  private static Stream<Arguments> changes() {
    return Stream.of(
        row(
            new StreamMutation(
                "the setting is in force at once",
                "repeats/WindowSize.java",
                "this.schedule = recorded.orElse(WindowSchedule.always(settings.unrecorded()));",
                "this.schedule = WindowSchedule.always(settings.window());"),
            REPEAT_HAS_NO_EFFECT,
            40_000),
        row(
            new StreamMutation(
                "where nothing is recorded the setting is in force",
                "repeats/WindowSize.java",
                "recorded.orElse(WindowSchedule.always(settings.unrecorded()))",
                "recorded.orElse(WindowSchedule.always(settings.window()))"),
            ENDS,
            40_000),
        row(
            new StreamMutation(
                "a change is planned below what an earlier owner may have submitted",
                "repeats/WindowSize.java",
                "submitted >= uncommittedMax && !schedule.changes()",
                "!schedule.changes()"),
            REPEAT_HAS_NO_EFFECT,
            40_000));
  }

  private static Stream<Arguments> unrecorded() {
    return Stream.of(
        row(
            new StreamMutation(
                "records are submitted behind a change that is not recorded",
                "repeats/WindowSize.java",
                "isRecorded = false;",
                ""),
            ENDS,
            40_000),
        row(
            new StreamMutation(
                "a planned change is not recorded",
                "repeats/WindowSize.java",
                "return schedule.from(decidedOffset);",
                "return WindowSchedule.always(schedule.at(decidedOffset));"),
            ENDS,
            40_000));
  }
}
