package io.counterstream.processor.simulation;

import static io.counterstream.processor.simulation.StreamInvariant.ENDS;
import static io.counterstream.processor.simulation.StreamInvariant.LOST_RECORDS_ARE_NAMED;
import static io.counterstream.processor.simulation.StreamInvariant.ONE_OUTCOME;
import static io.counterstream.processor.simulation.StreamInvariant.RECORDED_FIRST;
import static io.counterstream.processor.simulation.StreamInvariant.STOPS_FOR_A_REASON;
import static io.counterstream.processor.simulation.StreamInvariant.TRUE_TO_THE_LOG;

import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/**
 * Each judgement about offsets and topics is needed: without it the simulation finds a broken
 * invariant.
 */
class StreamSimulationOffsetMutationTest extends MutationSuite {
  static Stream<Arguments> mutations() {
    return Stream.of(
            resets(),
            otherOwners(),
            unknownOffsets(),
            topics(),
            offsetsOfDeletedTopics(),
            removedRecords(),
            lossesRefused(),
            resultTails(),
            truncations())
        .flatMap(rows -> rows);
  }

  private static Stream<Arguments> resets() {
    return Stream.of(
        row(
            new StreamMutation(
                "a group that was set forward is accepted",
                "offsets/ResetGuard.java",
                "return group > undecided ? Optional.of(new OffsetCheck.SetForward(group, "
                    + "undecided, decided)) : Optional.empty();",
                "return Optional.empty();"),
            ONE_OUTCOME,
            1_000),
        row(
            new StreamMutation(
                "a group that was set back is accepted",
                "offsets/ResetGuard.java",
                "return skips() ? new OffsetCheck.SkippingDecided(offset, decided) : new "
                    + "OffsetCheck.SetBack(offset, decided);",
                "return new OffsetCheck.Continued(DecidedOffset.NONE);"),
            ONE_OUTCOME,
            1_000));
  }

  private static Stream<Arguments> otherOwners() {
    return Stream.of(row(
        new StreamMutation(
            "what another owner has committed is taken for a group that was set back",
            "offsets/ResetGuard.java",
            "return new OffsetCheck.Superseded(first, new DecidedOffset(group.getAsLong()));",
            "return setBack(first, new DecidedOffset(group.getAsLong()));"),
        STOPS_FOR_A_REASON,
        20_000));
  }

  private static Stream<Arguments> unknownOffsets() {
    return Stream.of(row(
        new StreamMutation(
            "a partition is begun although its offsets can't be read",
            "offsets/ResetGuard.java",
            "return new OffsetCheck.Unknown(failure); } } /** * Compares what",
            "return new OffsetCheck.Continued(DecidedOffset.NONE); } } /** * Compares what"),
        ONE_OUTCOME,
        10_000));
  }

  private static Stream<Arguments> topics() {
    return Stream.of(
        row(
            new StreamMutation(
                "the topic's id is looked up once",
                "stream/FollowedTopic.java",
                "? Optional.empty() : Optional.of(new OffsetCheck.TopicReplaced(id, found));",
                "? Optional.empty() : Optional.empty();"),
            TRUE_TO_THE_LOG,
            1_000),
        row(
            new StreamMutation(
                "a change of the metadata is no reason to look the id up",
                "stream/PartitionOpener.java",
                "|| poll.metadataUpdates() != checkedUpdates",
                ""),
            TRUE_TO_THE_LOG,
            5_000));
  }

  private static Stream<Arguments> offsetsOfDeletedTopics() {
    return Stream.of(
        row(
            new StreamMutation(
                "the decided offset of a deleted topic is trusted",
                "offsets/ResetGuard.java",
                ".filter(found -> found.appliesTo(source))",
                ""),
            ONE_OUTCOME,
            1_000),
        row(
            new StreamMutation(
                "the group's offset of a deleted topic is trusted",
                "offsets/ResetGuard.java",
                "return group > offsets.earliestOffset(partition) ? Optional.of(new "
                    + "OffsetCheck.OfDeletedTopic(group, known.otherLog().get())) : "
                    + "Optional.empty();",
                "return Optional.empty();"),
            ONE_OUTCOME,
            1_000),
        row(
            new StreamMutation(
                "the decided offset is committed for another log",
                "stream/OpenPartition.java",
                "of(next, source, ",
                "of(next, new LogSource(\"other\", 0), "),
            ONE_OUTCOME,
            1_000));
  }

  private static Stream<Arguments> removedRecords() {
    return Stream.of(
        row(
            new StreamMutation(
                "records that were removed are not looked for",
                "offsets/ResetGuard.java",
                "if (earliest <= next) {",
                "if (earliest >= 0) {"),
            LOST_RECORDS_ARE_NAMED,
            1_000),
        row(
            new StreamMutation(
                "what was read for another first record is used",
                "stream/PartitionOpener.java",
                ".filter(takeover -> takeover.first() == first)",
                ""),
            LOST_RECORDS_ARE_NAMED,
            5_000),
        row(
            new StreamMutation(
                "a lost position is no reason to look for removed records",
                "stream/PartitionOpener.java",
                "|| poll.positionLost()",
                ""),
            LOST_RECORDS_ARE_NAMED,
            5_000));
  }

  private static Stream<Arguments> resultTails() {
    return Stream.of(
        row(
            new StreamMutation(
                "a missing decided offset is not derived from the results",
                "offsets/ResetGuard.java",
                "offsets.ofResults(partition, source)",
                "DecidedOffset.NONE"),
            ONE_OUTCOME,
            1_000),
        row(
            new StreamMutation(
                "the tail of one result topic only is read",
                "offsets/ResultTails.java",
                "name -> !name.equals(topics.commands())",
                "name -> name.equals(topics.applied())"),
            ONE_OUTCOME,
            1_000),
        row(
            new StreamMutation(
                "outcomes that an open transaction hides are not waited for",
                "offsets/ResultTails.java",
                "if (committedEnd < end) {",
                "if (end < 0) {"),
            ONE_OUTCOME,
            20_000));
  }

  private static Stream<Arguments> lossesRefused() {
    return Stream.of(row(
        new StreamMutation(
            "on.records.lost=stop is not obeyed, and the loss is not named",
            "offsets/ResetGuard.java",
            "return onRecordsLost == OnRecordsLost.STOP ? new OffsetCheck.LossRefused(next, "
                + "earliest) :",
            "return onRecordsLost == OnRecordsLost.STOP ? new OffsetCheck.Continued(decided) :"),
        LOST_RECORDS_ARE_NAMED,
        2_000));
  }

  private static Stream<Arguments> truncations() {
    return Stream.of(
        row(
            new StreamMutation(
                "a log that starts below the group's offset each time is another owner's",
                "offsets/ResetGuard.java",
                "return found.equals(superseded.put(partition, found))",
                "return found == null"),
            ENDS,
            5_000),
        row(
            new StreamMutation(
                "commands have no fingerprint",
                "stream/PolledRecord.java",
                "return Fingerprint.of(leaderEpoch, timestampMillis, key, value);",
                "return Fingerprint.UNKNOWN;"),
            RECORDED_FIRST,
            5_000));
  }
}
