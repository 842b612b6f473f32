package io.counterstream.processor.simulation;

import static io.counterstream.processor.simulation.StreamInvariant.ENDS;
import static io.counterstream.processor.simulation.StreamInvariant.HOLDS_ONE_PARTITION;
import static io.counterstream.processor.simulation.StreamInvariant.ONE_OUTCOME;
import static io.counterstream.processor.simulation.StreamInvariant.SETTLES;

import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/**
 * Each judgement about items at fault, and about records that Kafka Streams did not get, is needed:
 * without it the simulation finds a broken invariant.
 *
 * <p>Not here: that the record that is processed is the one that was polled at its offset. A poll
 * that begins below an earlier one stops the task, so no order of events is known in which the
 * comparison is the last barrier. {@code PartitionQueueTest} tests it.
 */
class StreamSimulationItemMutationTest extends MutationSuite {
  static Stream<Arguments> mutations() {
    return Stream.of(heldPartitions(), itemsAtFault(), recordsNotProcessed()).flatMap(rows -> rows);
  }

  private static Stream<Arguments> heldPartitions() {
    return Stream.of(
        row(
            new StreamMutation(
                "a held partition never goes on",
                "stream/HeldPartitions.java",
                "if (hold != null && hold.look()) {",
                "if (hold != null && hold.look() && betweenLooks.isNegative()) {"),
            ENDS,
            2_000),
        row(
            new StreamMutation(
                "all partitions are held",
                "stream/HeldPartitions.java",
                "return holds.containsKey(partition);",
                "return !holds.isEmpty();"),
            HOLDS_ONE_PARTITION,
            10_000));
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
                "one counter's failures are taken for an outage if nothing else is requested",
                "engine/TableProbe.java",
                "failures.tableResponded();",
                ""),
            HOLDS_ONE_PARTITION,
            2_000),
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
                "if (next.filter(record -> record.offset() < groupOffset).isPresent()) {",
                "if (groupOffset < 0) {"),
            ONE_OUTCOME,
            10_000),
        row(
            new StreamMutation(
                "a task begins behind records that Kafka Streams did not get",
                "stream/PartitionQueue.java",
                "requireFirst(record.offset());",
                "polled.removeIf(lost -> lost.offset() < record.offset());"),
            ONE_OUTCOME,
            20_000));
  }
}
