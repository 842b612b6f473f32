package io.counterstream.processor.simulation;

import static io.counterstream.processor.simulation.StreamInvariant.CHAINED;
import static io.counterstream.processor.simulation.StreamInvariant.ENDS;
import static io.counterstream.processor.simulation.StreamInvariant.LOST_RECORDS_ARE_NAMED;
import static io.counterstream.processor.simulation.StreamInvariant.ONE_OUTCOME;
import static io.counterstream.processor.simulation.StreamInvariant.SETTLES;
import static io.counterstream.processor.simulation.StreamInvariant.SOUND;
import static io.counterstream.processor.simulation.StreamInvariant.STOPS_FOR_A_REASON;
import static io.counterstream.processor.simulation.StreamInvariant.TRUE_TO_THE_LOG;
import static io.counterstream.processor.simulation.StreamInvariant.WAITS_IN_TIME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

/** Each judgement of the stream is needed: without it the simulation finds a broken invariant. */
class StreamSimulationMutationTest {
  private static final Logger LOG = (Logger) LoggerFactory.getLogger("io.counterstream.processor");

  @TempDir
  private Path directory;

  /**
   * A production class with one text replaced.
   *
   * @param because what is left out or wrong
   * @param file the class's source
   * @param text the text that is replaced
   * @param replacement the text instead
   */
  private record Mutation(String because, String file, String text, String replacement) {
    @Override
    public String toString() {
      return because;
    }
  }

  static Stream<Arguments> polls() {
    return Stream.of(
        row(
            new Mutation(
                "a poll is submitted although records before it are missing",
                "stream/PollInterceptor.java",
                "records.partitions().forEach(partition -> "
                    + "thread.partition(partition).pollFailed());",
                ""),
            ONE_OUTCOME,
            1_000),
        row(
            new Mutation(
                "a command that the decided offset covers is submitted",
                "stream/PartitionQueue.java",
                "if (partition.decided().covers(offset))",
                "if (offset < 0)"),
            ONE_OUTCOME,
            1_000),
        row(
            new Mutation(
                "records of a log that does not go on are processed",
                "stream/PartitionQueue.java",
                "requireContinued(); OpenPartition partition = open",
                "OpenPartition partition = open"),
            CHAINED,
            5_000));
  }

  static Stream<Arguments> waits() {
    return Stream.of(
        row(
            new Mutation(
                "the age of the transaction does not shorten the wait",
                "stream/CommandProcessor.java",
                "return left.isNegative() ? Duration.ZERO : left;",
                "return dependencies.outcomeWaitMax();"),
            WAITS_IN_TIME,
            500),
        row(
            new Mutation(
                "stale redeliveries are not counted",
                "offsets/StaleRedeliveries.java",
                "return deliveries.count() >= DELIVERIES_OF_A_RESET;",
                "return false;"),
            SETTLES,
            5_000),
        row(
            new Mutation(
                "a stale command is taken for a reset at once",
                "offsets/StaleRedeliveries.java",
                "return deliveries.count() >= DELIVERIES_OF_A_RESET;",
                "return true;"),
            STOPS_FOR_A_REASON,
            50_000));
  }

  static Stream<Arguments> commits() {
    return Stream.of(
        row(
            new Mutation(
                "an offset counts as committed before its transaction is",
                "offsets/CommitTrackingProducer.java",
                "uncommitted.putAll(next);",
                "offsets.forEach((partition, offset) ->"
                    + " currentThread.get().committed(partition, offset.offset()));"),
            ONE_OUTCOME,
            10_000),
        row(
            new Mutation(
                "a transaction that the brokers aborted is fatal",
                "offsets/CommitTrackingProducer.java",
                "List.of(InvalidTxnStateException.class, TransactionAbortableException.class)",
                "List.of(TransactionAbortableException.class)"),
            SOUND,
            1_000));
  }

  static Stream<Arguments> committedOffsets() {
    return Stream.of(
        row(
            new Mutation(
                "no decided offset is committed",
                "offsets/CommitTrackingProducer.java",
                "if (!decided.isEmpty()) {",
                "if (decided.size() > 9) {"),
            ONE_OUTCOME,
            1_000),
        row(
            new Mutation(
                "the group's own offset is not committed",
                "offsets/CommitTrackingProducer.java",
                "producer.sendOffsetsToTransaction(next, group);",
                "producer.sendOffsetsToTransaction(next, decidedOffsetsGroup);"),
            ONE_OUTCOME,
            10_000),
        row(
            new Mutation(
                "an engine counts commands as committed that are not",
                "stream/PartitionOpener.java",
                "long committed = Math.max(first, decided.offset());",
                "long committed = Math.max(first, decided.offset()) + 3;"),
            ENDS,
            1_000));
  }

  static Stream<Arguments> resets() {
    return Stream.of(
        row(
            new Mutation(
                "a group that was set forward is accepted",
                "offsets/ResetGuard.java",
                "return group > undecided ? Optional.of(new OffsetCheck.SetForward(group, "
                    + "undecided, decided)) : Optional.empty();",
                "return Optional.empty();"),
            ONE_OUTCOME,
            1_000),
        row(
            new Mutation(
                "a group that was set back is accepted",
                "offsets/ResetGuard.java",
                "return skips() ? new OffsetCheck.SkippingDecided(offset, decided) : new "
                    + "OffsetCheck.SetBack(offset, decided);",
                "return new OffsetCheck.Continued(DecidedOffset.NONE);"),
            ONE_OUTCOME,
            1_000));
  }

  static Stream<Arguments> topics() {
    return Stream.of(
        row(
            new Mutation(
                "the topic's id is looked up once",
                "stream/FollowedTopic.java",
                "? Optional.empty() : Optional.of(new OffsetCheck.TopicReplaced(id, found));",
                "? Optional.empty() : Optional.empty();"),
            TRUE_TO_THE_LOG,
            1_000),
        row(
            new Mutation(
                "a change of the metadata is no reason to look the id up",
                "stream/PartitionOpener.java",
                "|| poll.metadataUpdates() != checkedUpdates",
                ""),
            TRUE_TO_THE_LOG,
            5_000));
  }

  static Stream<Arguments> removedRecords() {
    return Stream.of(
        row(
            new Mutation(
                "records that were removed are not looked for",
                "offsets/ResetGuard.java",
                "if (earliest <= next) {",
                "if (earliest >= 0) {"),
            LOST_RECORDS_ARE_NAMED,
            1_000),
        row(
            new Mutation(
                "a lost position is no reason to look for removed records",
                "stream/PartitionOpener.java",
                "|| poll.positionLost()",
                ""),
            LOST_RECORDS_ARE_NAMED,
            5_000));
  }

  static Stream<Arguments> offsetsOfDeletedTopics() {
    return Stream.of(
        row(
            new Mutation(
                "the decided offset of a deleted topic is trusted",
                "offsets/ResetGuard.java",
                ".filter(found -> found.appliesTo(source))",
                ""),
            ONE_OUTCOME,
            1_000),
        row(
            new Mutation(
                "the group's offset of a deleted topic is trusted",
                "offsets/ResetGuard.java",
                "return group > offsets.earliestOffset(partition) ? Optional.of(new "
                    + "OffsetCheck.OfDeletedTopic(group, known.otherLog().get())) : "
                    + "Optional.empty();",
                "return Optional.empty();"),
            ONE_OUTCOME,
            1_000),
        row(
            new Mutation(
                "the decided offset is committed for another log",
                "stream/OpenPartition.java",
                "source.toString()",
                "\"other\""),
            STOPS_FOR_A_REASON,
            500));
  }

  private static Arguments row(Mutation mutation, StreamInvariant broken, int schedulesMax) {
    return arguments(mutation, broken, schedulesMax);
  }

  @BeforeAll
  static void logNothing() {
    LOG.setLevel(Level.OFF);
  }

  @AfterAll
  static void logAgain() {
    LOG.setLevel(null);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({
    "polls",
    "waits",
    "commits",
    "committedOffsets",
    "resets",
    "topics",
    "offsetsOfDeletedTopics",
    "removedRecords"
  })
  void isCaught(Mutation mutation, StreamInvariant broken, long schedulesMax) throws Exception {
    MutatedProcessor mutated = MutatedProcessor.replacing(
        mutation.file(), mutation.text(), mutation.replacement(), directory);
    long schedules = mutated.schedulesUntil(broken, schedulesMax);
    System.out.printf("%,8d schedules until %s: %s%n", schedules, broken, mutation);
    assertThat(schedules).as("schedules until %s", broken).isLessThanOrEqualTo(schedulesMax);
  }
}
