package io.counterstream.processor.simulation;

import static io.counterstream.processor.simulation.StreamInvariant.CHAINED;
import static io.counterstream.processor.simulation.StreamInvariant.ENDS;
import static io.counterstream.processor.simulation.StreamInvariant.ONE_OUTCOME;
import static io.counterstream.processor.simulation.StreamInvariant.SETTLES;
import static io.counterstream.processor.simulation.StreamInvariant.SOUND;
import static io.counterstream.processor.simulation.StreamInvariant.STOPS_FOR_A_REASON;
import static io.counterstream.processor.simulation.StreamInvariant.WAITS_IN_TIME;

import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Each judgement of the stream is needed: without it the simulation finds a broken invariant. */
class StreamSimulationMutationTest extends MutationSuite {
  static Stream<Arguments> mutations() {
    return Stream.of(
            failedPolls(), polls(), waits(), staleCommands(), commits(), committedOffsets())
        .flatMap(rows -> rows);
  }

  private static Stream<Arguments> failedPolls() {
    return Stream.of(
        row(
            new StreamMutation(
                "a poll is submitted although records before it are missing",
                "stream/PollInterceptor.java",
                "records.partitions().forEach(partition -> "
                    + "thread.partition(partition).pollFailed());",
                ""),
            ONE_OUTCOME,
            5_000),
        row(
            new StreamMutation(
                "a poll after one that failed half-way is submitted",
                "stream/PartitionQueue.java",
                "if (addingPoll || broken.isPresent()) {",
                "if (broken.isPresent()) {"),
            ONE_OUTCOME,
            5_000),
        row(
            new StreamMutation(
                "records that a later poll has shown are processed after a poll that failed",
                "stream/PartitionQueue.java",
                "if (addingPoll) { throw",
                "if (processed < 0) { throw"),
            ONE_OUTCOME,
            5_000));
  }

  private static Stream<Arguments> polls() {
    return Stream.of(
        row(
            new StreamMutation(
                "a command that the decided offset covers is submitted",
                "stream/OpenPartition.java",
                "if (decided.covers(offset))",
                "if (offset < 0)"),
            ONE_OUTCOME,
            1_000),
        row(
            new StreamMutation(
                "records of a log that does not go on are processed",
                "stream/PartitionQueue.java",
                "requireContinued(); OpenPartition partition = open",
                "OpenPartition partition = open"),
            CHAINED,
            50_000));
  }

  private static Stream<Arguments> waits() {
    return Stream.of(
        row(
            new StreamMutation(
                "the age of the transaction does not shorten the wait",
                "stream/CommandProcessor.java",
                "return left.isNegative() ? Duration.ZERO : left;",
                "return dependencies.outcomeWaitMax();"),
            WAITS_IN_TIME,
            500),
        row(
            new StreamMutation(
                "a wait for an outcome has no bound",
                "stream/CommandProcessor.java",
                "Duration timeout = pending.isDone() ? Duration.ZERO : timeLeft();",
                "Duration timeout = pending.isDone() ? Duration.ZERO : Duration.ofDays(1);"),
            WAITS_IN_TIME,
            500),
        row(
            new StreamMutation(
                "a wait for acknowledgements is not abandoned",
                "offsets/CommitTrackingProducer.java",
                "producer.close(Duration.ZERO);",
                ""),
            WAITS_IN_TIME,
            5_000));
  }

  private static Stream<Arguments> staleCommands() {
    return Stream.of(
        row(
            new StreamMutation(
                "stale redeliveries are not counted",
                "offsets/StaleRedeliveries.java",
                "return deliveries.count() >= DELIVERIES_OF_A_RESET;",
                "return false;"),
            SETTLES,
            5_000),
        row(
            new StreamMutation(
                "a stale command is taken for a reset at once",
                "offsets/StaleRedeliveries.java",
                "return deliveries.count() >= DELIVERIES_OF_A_RESET;",
                "return true;"),
            STOPS_FOR_A_REASON,
            50_000));
  }

  private static Stream<Arguments> commits() {
    return Stream.of(
        row(
            new StreamMutation(
                "an offset counts as committed before its transaction is",
                "offsets/CommitTrackingProducer.java",
                "uncommitted.putAll(next);",
                "offsets.forEach((partition, offset) ->"
                    + " currentThread.get().committed(partition, offset.offset()));"),
            ONE_OUTCOME,
            10_000),
        row(
            new StreamMutation(
                "a transaction that the brokers aborted is fatal",
                "offsets/CommitTrackingProducer.java",
                "List.of(InvalidTxnStateException.class, TransactionAbortableException.class)",
                "List.of(TransactionAbortableException.class)"),
            SOUND,
            1_000));
  }

  private static Stream<Arguments> committedOffsets() {
    return Stream.of(
        row(
            new StreamMutation(
                "no decided offset is committed",
                "offsets/CommitTrackingProducer.java",
                "if (!decided.isEmpty()) {",
                "if (decided.size() > 9) {"),
            ONE_OUTCOME,
            1_000),
        row(
            new StreamMutation(
                "the group's own offset is not committed",
                "offsets/CommitTrackingProducer.java",
                "producer.sendOffsetsToTransaction(next, group);",
                "producer.sendOffsetsToTransaction(next, decidedOffsetsGroup);"),
            ONE_OUTCOME,
            10_000),
        row(
            new StreamMutation(
                "an engine counts commands as committed that are not",
                "stream/PartitionOpener.java",
                "long committed = Math.max(first, decided.offset());",
                "long committed = Math.max(first, decided.offset()) + 3;"),
            ENDS,
            1_000));
  }
}
