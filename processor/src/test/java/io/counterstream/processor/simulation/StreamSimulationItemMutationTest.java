package io.counterstream.processor.simulation;

import static io.counterstream.processor.simulation.StreamInvariant.ENDS;
import static io.counterstream.processor.simulation.StreamInvariant.HOLDS_ONE_PARTITION;
import static io.counterstream.processor.simulation.StreamInvariant.ONE_OUTCOME;
import static io.counterstream.processor.simulation.StreamInvariant.SETTLES;
import static io.counterstream.processor.simulation.StreamInvariant.SOUND;

import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/**
 * Each judgement about items at fault, and about records that Kafka Streams did not get, is needed:
 * without it the simulation finds a broken invariant.
 */
class StreamSimulationItemMutationTest extends MutationSuite {
  static Stream<Arguments> mutations() {
    return Stream.of(heldPartitions(), itemsAtFault(), recordsNotProcessed()).flatMap(rows -> rows);
  }

  private static Stream<Arguments> heldPartitions() {
    return Stream.of(row(
        new StreamMutation(
            "a held partition never goes on",
            "stream/HeldPartitions.java",
            "if (hold != null && hold.look()) {",
            "if (hold != null && hold.look() && betweenLooks.isNegative()) {"),
        ENDS,
        2_000));
  }

  private static Stream<Arguments> itemsAtFault() {
    return Stream.of(
        row(
            new StreamMutation(
                "a command whose item is at fault is passed over",
                "stream/CommandProcessor.java",
                "throw dependencies .held()"
                    + " .<RuntimeException>map(held -> hold(held, fault, offset))"
                    + " .orElse(fault);",
                "return Optional.empty();"),
            ONE_OUTCOME,
            2_000),
        row(
            new StreamMutation(
                "the partition of a counter whose requests all fail is not held",
                "stream/CommandProcessor.java",
                "pending.failsAlone().ifPresent(failures -> held.holdFailing(partition, failures))",
                "pending.failsAlone()"),
            HOLDS_ONE_PARTITION,
            10_000),
        row(
            new StreamMutation(
                "the partition of an item at fault is not held",
                "stream/CommandProcessor.java",
                "held.hold(partition, fault);",
                ""),
            SETTLES,
            2_000));
  }

  private static Stream<Arguments> recordsNotProcessed() {
    return Stream.of(
        row(
            new StreamMutation(
                "a commit passes over records that Kafka Streams did not get",
                "stream/PartitionQueue.java",
                "if (!submitted.isEmpty() && submitted.peek().polled().offset() < groupOffset) {",
                "if (groupOffset < 0) {"),
            ONE_OUTCOME,
            10_000),
        row(
            new StreamMutation(
                "a task begins behind records that Kafka Streams did not get",
                "stream/PartitionQueue.java",
                "requireDecided(polled.poll().offset(), record.offset(), partition);",
                "polled.poll();"),
            ONE_OUTCOME,
            20_000),
        row(
            new StreamMutation(
                "another record at the same offset is taken for the one that was polled",
                "stream/PartitionQueue.java",
                "if (!polled.isSameAs(processed)) {",
                "if (processed.offset() < 0) {"),
            SOUND,
            20_000));
  }
}
