package io.counterstream.processor.stream;

import io.counterstream.core.DecidedOffset;
import io.counterstream.core.LogSource;
import io.counterstream.processor.offsets.OffsetCheck;
import io.counterstream.processor.repeats.Repeats;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;

/**
 * Opens a partition at its first delivered record, and checks each poll after that, unless the
 * partition's log or the group's offset in it is not the one where the outcomes end.
 */
final class PartitionOpener {
  private static final String OFFSETS = "the brokers to return the group's and decided offsets";

  private final TaskDependencies dependencies;
  private final TopicPartition partition;
  private final Continuity continuity;
  private volatile String waitsFor = OFFSETS;

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
    Repeats repeats = dependencies.repeats().open(partition, decided.window());
    try {
      remember(repeats, first);
    } catch (RuntimeException failed) {
      repeats.close();
      throw failed;
    }
    return new OpenPartition(
        source, decided, dependencies.engine().open(source, committed), repeats, pollCheck());
  }

  /** What {@link #open} waits for. Called on any thread. */
  String waitsFor() {
    return waitsFor;
  }

  /** Reads the records before the first one that later ones are compared with. */
  private void remember(Repeats repeats, long first) {
    long from = Math.max(0, first - repeats.largestWindow());
    if (from >= first) {
      return;
    }
    long beganNanos = dependencies.engine().environment().nanoTime();
    waitsFor = "the brokers to return the records from " + from + " to " + first
        + ", with which later commands are compared";
    try {
      repeats.logStartsAt(dependencies
          .repeats()
          .history()
          .read(partition, from, first, record -> PolledRecord.of(record).rememberIn(repeats)));
    } catch (AuthorizationException permanent) {
      throw permanent;
    } catch (KafkaException failed) {
      throw new RejoinGroupException(partition + " offset " + first
          + ": can't read the records from " + from + " on, to recognise commands that are sent"
          + " twice (" + failed.getMessage() + ")");
    } finally {
      waitsFor = OFFSETS;
    }
    long nanos = dependencies.engine().environment().nanoTime() - beganNanos;
    dependencies.listener().windowRead(Duration.ofNanos(nanos));
    // What was read is this log's if the topic is still the followed one.
    requireFollowedTopic(first);
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
