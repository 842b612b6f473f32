package io.counterstream.processor.simulation;

import static io.counterstream.processor.simulation.StreamInvariant.REPEAT_AFTER_ITS_ORIGINAL;
import static io.counterstream.processor.simulation.StreamInvariant.REPEAT_IS_RECOGNISED;
import static io.counterstream.processor.simulation.StreamInvariant.REPEAT_OF_THE_LOG;

import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/**
 * Each judgement about commands that are sent twice is needed: without it the simulation finds a
 * broken invariant.
 */
class StreamSimulationRepeatMutationTest extends MutationSuite {
  static Stream<Arguments> mutations() {
    return Stream.of(comparison(), window(), history()).flatMap(rows -> rows);
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
            100),
        row(
            new StreamMutation(
                "a repeat has an outcome before the command that it repeats",
                "stream/CommandProcessor.java",
                "thread.progress().waits(new Wait(Wait.Kind.TABLE, pending::waitsFor));",
                "if (offset >= 0) { return Optional.empty(); }"),
            REPEAT_AFTER_ITS_ORIGINAL,
            2_000));
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
                "stream/TakeoverRead.java",
                "long from = Math.max(0, begin - repeats.largestWindow());",
                "long from = Math.max(0, begin - repeats.largestWindow() / 2);"),
            REPEAT_IS_RECOGNISED,
            2_000),
        row(
            new StreamMutation(
                "the window is not rebuilt",
                "stream/TakeoverRead.java",
                "if (from >= begin) {",
                "if (from <= begin) {"),
            REPEAT_IS_RECOGNISED,
            1_000),
        row(
            new StreamMutation(
                "commands that are passed over are not remembered",
                "stream/OpenPartition.java",
                "record.rememberIn(repeats);",
                ""),
            REPEAT_IS_RECOGNISED,
            2_000));
  }
}
