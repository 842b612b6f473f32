package io.counterstream.processor.simulation;

import static io.counterstream.processor.simulation.StreamInvariant.ENDS;
import static io.counterstream.processor.simulation.StreamInvariant.ONE_OUTCOME;
import static io.counterstream.processor.simulation.StreamInvariant.REPEAT_HAS_NO_EFFECT;
import static io.counterstream.processor.simulation.StreamInvariant.STOPS_FOR_A_REASON;

import java.util.stream.Stream;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.provider.Arguments;

/**
 * Mutations that matter only when much comes together: records are removed or the window is changed
 * while commands have no committed outcome, or a log loses records before its task has begun. Each
 * takes thousands of schedules to find, some more than 100,000, all together a quarter of an hour:
 * run them with {@code -Dmutations=all}.
 */
@EnabledIfSystemProperty(
    named = "mutations",
    matches = "all",
    disabledReason = "takes a quarter of an hour; -Dmutations=all runs it")
class StreamSimulationRareMutationTest extends MutationSuite {
  static Stream<Arguments> mutations() {
    return Stream.of(polls(), removed(), changes(), unrecorded()).flatMap(rows -> rows);
  }

  private static Stream<Arguments> polls() {
    return Stream.of(row(
        new StreamMutation(
            "a poll that begins again replaces records that Kafka Streams has",
            "stream/PartitionQueue.java",
            "opener.ifPresent(assigned -> broken",
            "Optional.empty().ifPresent(assigned -> broken"),
        ONE_OUTCOME,
        100_000));
  }

  private static Stream<Arguments> removed() {
    return Stream.of(row(
        new StreamMutation(
            "a repeat of a removed record is taken for a stale command",
            "stream/OpenPartition.java",
            "return decided.window().isPresent() && repeats.missesRecordsBefore(offset);",
            "return false;"),
        STOPS_FOR_A_REASON,
        100_000));
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
            100_000),
        row(
            new StreamMutation(
                "where nothing is recorded the setting is in force",
                "repeats/WindowSize.java",
                "recorded.orElse(WindowSchedule.always(settings.unrecorded()))",
                "recorded.orElse(WindowSchedule.always(settings.window()))"),
            ENDS,
            300_000),
        row(
            new StreamMutation(
                "a change is planned below what an earlier owner may have submitted",
                "repeats/WindowSize.java",
                "submitted >= uncommittedMax && !schedule.changes()",
                "!schedule.changes()"),
            REPEAT_HAS_NO_EFFECT,
            100_000));
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
            300_000),
        row(
            new StreamMutation(
                "a planned change is not recorded",
                "repeats/WindowSize.java",
                "return schedule.from(decidedOffset);",
                "return WindowSchedule.always(schedule.at(decidedOffset));"),
            STOPS_FOR_A_REASON,
            300_000));
  }
}
