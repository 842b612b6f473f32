package io.counterstream.processor.stream;

import io.counterstream.core.DecidedOffset;
import io.counterstream.core.LogSource;
import io.counterstream.processor.offsets.OffsetCheck;
import io.counterstream.processor.progress.Wait;
import io.counterstream.processor.repeats.Repeats;
import io.counterstream.processor.stream.TakeoverRead.Takeover;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.TopicPartition;

/**
 * Opens a partition at its first delivered record, and checks each poll after that, unless the
 * partition's log or the group's offset in it is not the one where the outcomes end.
 *
 * <p>What that needs is read as soon as the partition is assigned, on another thread, so that
 * several partitions are read at a time and a thread's other partitions go on. It is judged on the
 * stream thread, when the record is processed: what another owner does in between is refused like
 * what it does after that.
 */
final class PartitionOpener implements TaskOpener {
  private final TaskDependencies dependencies;
  private final TopicPartition partition;
  private final LogSource source;
  private final Continuity continuity;

  /** What another thread reads, or what this one waits for. */
  private volatile Optional<TakeoverRead> prepared = Optional.empty();

  PartitionOpener(TaskDependencies dependencies, TopicPartition partition) {
    this.dependencies = dependencies;
    this.partition = partition;
    this.source = dependencies.topic().source(partition.partition());
    this.continuity = new Continuity(partition, dependencies.advice(), dependencies.listener());
  }

  @Override
  public void prepare() {
    close();
    prepared = Optional.of(dependencies.takeovers().ofAssigned(partition));
  }

  @Override
  public void prepare(long first) {
    if (prepared.isEmpty()
        || prepared.get().isDone() && result(prepared.get(), first).isEmpty()) {
      close();
      prepared = Optional.of(dependencies.takeovers().begin(partition, first));
    }
  }

  @Override
  public boolean isPrepared(long first) {
    return prepared
        .filter(TakeoverRead::isDone)
        .flatMap(read -> result(read, first))
        .isPresent();
  }

  @Override
  public void close() {
    prepared.ifPresent(TakeoverRead::cancel);
    prepared = Optional.empty();
  }

  /** What the read of the takeover waits for, if it lasts. */
  Optional<Wait> reads() {
    return prepared.filter(read -> !read.isDone()).map(PartitionOpener::waitFor);
  }

  private static Wait waitFor(TakeoverRead read) {
    return new Wait(Wait.Kind.OFFSETS, read::waitsFor);
  }

  /**
   * Opens the partition.
   *
   * @param first the offset of the first delivered record
   * @throws io.counterstream.processor.offsets.OffsetsResetException if an operator has to act
   * @throws RejoinGroupException if another owner has committed this record, or if the topic's id
   *     or the offsets can't be read
   */
  @Override
  public OpenPartition open(long first) {
    Wait wait = new Wait(
        Wait.Kind.OFFSETS, () -> prepared.map(TakeoverRead::waitsFor).orElse(TakeoverRead.OFFSETS));
    return dependencies.threads().current().progress().during(wait, () -> openNow(first));
  }

  private OpenPartition openNow(long first) {
    Takeover takeover = takeover(first);
    // After the poll and the reads: an id that was looked up before them would prove nothing.
    requireFollowedTopic(first);
    OffsetCheck check = dependencies.guard().concluded(partition, takeover.check());
    DecidedOffset decided = continuity.require(check, first).decided();
    long committed = Math.max(first, decided.offset());
    Repeats repeats = takeover.repeats().orElseThrow();
    dependencies.repeats().open(partition, repeats);
    return new OpenPartition(
        source, decided, dependencies.engine().open(source, committed), repeats, pollCheck());
  }

  /** Returns what was prepared, or reads it now if nothing was or if that failed. */
  private Takeover takeover(long first) {
    try {
      return prepared.flatMap(reading -> result(reading, first)).orElseGet(() -> {
        TakeoverRead now = dependencies.takeovers().create(partition, first);
        prepared = Optional.of(now);
        return now.read();
      });
    } finally {
      prepared = Optional.empty();
    }
  }

  /** Returns what was read, if it is known and for this first record. */
  private static Optional<Takeover> result(TakeoverRead reading, long first) {
    try {
      return Optional.of(reading.result())
          .filter(takeover -> takeover.first() == first)
          .filter(takeover -> !(takeover.check() instanceof OffsetCheck.Unknown));
    } catch (ExecutionException failed) {
      // It may be long ago: the partition waited for others.
      return Optional.empty();
    }
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
