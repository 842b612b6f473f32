package io.counterstream.processor.simulation;

import static io.counterstream.processor.simulation.StreamInvariant.ENDS;
import static io.counterstream.processor.simulation.StreamInvariant.REPEAT_HAS_NO_EFFECT;
import static io.counterstream.processor.simulation.StreamInvariant.REPEAT_IS_RECOGNISED;
import static io.counterstream.processor.simulation.StreamInvariant.REPEAT_OF_THE_LOG;
import static io.counterstream.processor.simulation.StreamInvariant.STOPS_FOR_A_REASON;

import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/**
 * Each judgement about commands that are sent twice is needed: without it the simulation finds a
 * broken invariant.
 */
class StreamSimulationRepeatMutationTest extends MutationSuite {
  static Stream<Arguments> mutations() {
    return Stream.of(comparison(), window(), history(), changes(), unrecorded())
        .flatMap(rows -> rows);
  }

  private static Stream<Arguments> comparison() {
    return Stream.of(
        row(
            new StreamMutation(
                "the id alone is compared, and not the counter",
                "repeats/CommandHash.java",
                "digest.update(counter);",
                ""),
            REPEAT_OF_THE_LOG,
            2_000),
        row(
            new StreamMutation(
                "a record is compared with itself",
                "repeats/Repeats.java",
                "Optional<Repeat> repeat = find(hash, offset - size.at(offset));"
                    + " commands.add(offset, timestampMillis, hash);",
                "commands.add(offset, timestampMillis, hash);"
                    + " Optional<Repeat> repeat = find(hash, offset - size.at(offset));"),
            REPEAT_OF_THE_LOG,
            100));
  }

  private static Stream<Arguments> window() {
    return Stream.of(
        row(
            new StreamMutation(
                "a repeat is not remembered",
                "repeats/Repeats.java",
                "commands.add(offset, timestampMillis, hash);",
                "if (repeat.isEmpty()) { commands.add(offset, timestampMillis, hash); }"),
            REPEAT_IS_RECOGNISED,
            2_000),
        row(
            new StreamMutation(
                "commands beyond the window are compared, too",
                "repeats/Repeats.java",
                "offset - size.at(offset)",
                "0"),
            REPEAT_OF_THE_LOG,
            5_000),
        row(
            new StreamMutation(
                "a command that is sent again with another body is taken for the same",
                "repeats/RepeatWindow.java",
                "!= command.fields()[field]) {",
                "!= command.fields()[field] && field < 0) {"),
            REPEAT_OF_THE_LOG,
            1_000));
  }

  private static Stream<Arguments> history() {
    return Stream.of(
        row(
            new StreamMutation(
                "the window is rebuilt from too late an offset",
                "stream/PartitionOpener.java",
                "long from = Math.max(0, first - repeats.largestWindow());",
                "long from = Math.max(0, first - repeats.largestWindow() / 2);"),
            REPEAT_IS_RECOGNISED,
            2_000),
        row(
            new StreamMutation(
                "the window is not rebuilt",
                "stream/PartitionOpener.java",
                "if (from >= first) {",
                "if (from <= first) {"),
            REPEAT_IS_RECOGNISED,
            1_000),
        row(
            new StreamMutation(
                "commands that are passed over are not remembered",
                "stream/PartitionQueue.java",
                "record.rememberIn(partition.repeats());",
                ""),
            REPEAT_IS_RECOGNISED,
            10_000),
        row(
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
