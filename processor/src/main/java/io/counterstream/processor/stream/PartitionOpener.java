package io.counterstream.processor.stream;

import io.counterstream.core.DecidedOffset;
import io.counterstream.core.LogSource;
import io.counterstream.processor.offsets.OffsetCheck;
import io.counterstream.processor.progress.Wait;
import io.counterstream.processor.repeats.Repeats;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;

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
  private static final String OFFSETS = "the brokers to return the group's and decided offsets";

  private final TaskDependencies dependencies;
  private final TopicPartition partition;
  private final LogSource source;
  private final Continuity continuity;
  private Optional<FutureTask<Takeover>> prepared = Optional.empty();
  private volatile String waitsFor = OFFSETS;

  /**
   * What was read before a partition is opened.
   *
   * @param first the offset of its first record
   * @param check the group's offset, compared with the decided one
   * @param repeats the window before the first record, if the partition can be processed
   */
  private record Takeover(long first, OffsetCheck check, Optional<Repeats> repeats) {}

  PartitionOpener(TaskDependencies dependencies, TopicPartition partition) {
    this.dependencies = dependencies;
    this.partition = partition;
    this.source = dependencies.topic().source(partition.partition());
    this.continuity = new Continuity(partition, dependencies.advice(), dependencies.listener());
  }

  @Override
  public void prepare() {
    begin(() -> read(dependencies.guard().groupOffset(partition).orElse(0)));
  }

  @Override
  public void prepare(long first) {
    boolean other =
        prepared.filter(reading -> reading.isDone() && !isPrepared(first)).isPresent();
    if (other || prepared.isEmpty()) {
      begin(() -> read(first));
    }
  }

  private void begin(Callable<Takeover> read) {
    close();
    FutureTask<Takeover> reading = new FutureTask<>(read);
    prepared = Optional.of(reading);
    dependencies.takeovers().execute(reading);
  }

  @Override
  public boolean isPrepared(long first) {
    return prepared
        .filter(FutureTask::isDone)
        .flatMap(this::result)
        .filter(takeover -> takeover.first() == first)
        .isPresent();
  }

  @Override
  public void close() {
    prepared.ifPresent(reading -> reading.cancel(false));
    prepared = Optional.empty();
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
    Wait wait = new Wait(Wait.Kind.OFFSETS, () -> waitsFor);
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
    Optional<Takeover> read =
        prepared.flatMap(this::result).filter(takeover -> takeover.first() == first);
    prepared = Optional.empty();
    return read.orElseGet(() -> read(first));
  }

  private Optional<Takeover> result(FutureTask<Takeover> reading) {
    reading.run(); // does nothing if another thread has begun
    try {
      return Optional.of(reading.get())
          .filter(takeover -> !(takeover.check() instanceof OffsetCheck.Unknown));
    } catch (ExecutionException failed) {
      // It may be long ago: the partition waited for others.
      return Optional.empty();
    } catch (InterruptedException interrupted) {
      throw new InterruptException(interrupted);
    }
  }

  private Takeover read(long first) {
    OffsetCheck check = dependencies.guard().check(partition, source, first);
    if (!(check instanceof OffsetCheck.Accepted accepted)) {
      return new Takeover(first, check, Optional.empty());
    }
    Repeats repeats =
        dependencies.repeats().create(partition, accepted.decided().window());
    remember(repeats, first);
    return new Takeover(first, check, Optional.of(repeats));
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
