package io.counterstream.processor.stream;

import io.counterstream.core.DecidedOffset;
import io.counterstream.core.LogSource;
import io.counterstream.processor.offsets.OffsetCheck;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/**
 * Opens a partition at its first delivered record, and checks each poll after that, unless the
 * partition's log or the group's offset in it is not the one where the outcomes end.
 */
final class PartitionOpener {
  private final TaskDependencies dependencies;
  private final TopicPartition partition;
  private final Continuity continuity;

  PartitionOpener(TaskDependencies dependencies, TopicPartition partition) {
    this.dependencies = dependencies;
    this.partition = partition;
    this.continuity = new Continuity(partition, dependencies.advice(), dependencies.listener());
  }

  /**
   * Opens the partition.
   *
   * @param first the offset of the first delivered record
   * @throws io.counterstream.processor.offsets.OffsetsResetException if an operator has to act
   * @throws RejoinGroupException if another owner has committed this record, or if the topic's id
   *     or the offsets can't be read
   */
  OpenPartition open(long first) {
    LogSource source = dependencies.topic().source(partition.partition());
    OffsetCheck check = dependencies.guard().check(partition, source, first);
    // After the poll and the reads: an id that was looked up before them would prove nothing.
    requireFollowedTopic(first);
    OffsetCheck.Accepted accepted = continuity.require(check, first);
    DecidedOffset decided = accepted.decided();
    long committed = Math.max(first, decided.offset());
    return new OpenPartition(
        source, decided, dependencies.engine().open(source, committed), pollCheck());
  }

  private void requireFollowedTopic(long offset) {
    dependencies
        .threads()
        .cluster()
        .check()
        .or(dependencies.topic()::check)
        .ifPresent(other -> continuity.require(other, offset));
  }

  /** The check of the polls after the first one. */
  PollCheck pollCheck() {
    return new PollCheck() {
      private int checkedUpdates = Poll.UNKNOWN;

      @Override
      public void check(Poll poll) {
        Optional<OffsetCheck> check = poll.first() < poll.expected() || poll.positionLost()
            ? Optional.of(dependencies.guard().checkPoll(partition, poll.expected(), poll.first()))
            : Optional.empty();
        if (poll.metadataUpdates() == Poll.UNKNOWN
            || poll.metadataUpdates() != checkedUpdates
            || poll.first() < poll.expected()) {
          requireFollowedTopic(poll.first());
          checkedUpdates = Math.max(checkedUpdates, poll.metadataUpdates());
        }
        check.ifPresent(found -> continuity.require(found, poll.first()));
      }
    };
  }
}
