package io.counterstream.processor.progress;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;

/**
 * How far a partition of the command topic is, as far as this instance knows. Thread-safe.
 *
 * <p>Outlives the tasks that process it: a task that is given up and started again at the same
 * record has made no progress.
 */
public final class PartitionProgress {
  private static final long NONE = -1;
  private static final Wait POLL =
      new Wait(Wait.Kind.GROUP, () -> "the consumer to return the records that are in the topic");
  private static final Wait COMMIT =
      new Wait(Wait.Kind.COMMIT, () -> "the stream thread to process and commit polled records");

  private final TopicPartition partition;
  private final LongSupplier nanoClock;
  private Optional<ThreadProgress> owner = Optional.empty();
  private Optional<Wait> hold = Optional.empty();
  private Supplier<Optional<Wait>> takeover = Optional::empty;

  /** The first and the last polled record that is not committed. */
  private long firstWaiting = NONE;

  private long lastPolled = NONE;

  /** The group's offset, as far as it is known since the task was started. */
  private long committedUpTo = NONE;

  /** The next record to poll, and where the log ended when it was last looked at. */
  private long position = NONE;

  private long end = NONE;
  private long sinceNanos;
  private long heldSinceNanos;

  PartitionProgress(TopicPartition partition, LongSupplier nanoClock) {
    this.partition = partition;
    this.nanoClock = nanoClock;
    this.sinceNanos = nanoClock.getAsLong();
  }

  /** A task of this thread processes the partition. */
  public synchronized void assigned(ThreadProgress thread) {
    owner = Optional.of(thread);
    takeover = Optional::empty;
    position = NONE;
    committedUpTo = NONE;
  }

  /**
   * No record is processed until the takeover of this task is read.
   *
   * @param wait what the read waits for, as long as it lasts; called on any thread
   */
  public synchronized void takesOver(Supplier<Optional<Wait>> wait) {
    takeover = wait;
  }

  /** The task is closed. */
  public synchronized void released() {
    owner = Optional.empty();
  }

  /** A poll returned the records from {@code first} to {@code last}. */
  public synchronized void polled(long first, long last) {
    if (!hasPolled()) {
      waitsFrom(first);
    } else if (first <= lastPolled && first != firstWaiting) {
      // Polled again, from another record on: another owner has committed meanwhile.
      waitsFrom(first);
    }
    lastPolled = last;
    position = Math.max(position, last + 1);
  }

  private void waitsFrom(long first) {
    firstWaiting = first;
    sinceNanos = nanoClock.getAsLong();
  }

  /** The group's offset, committed by this instance or by another one. */
  public synchronized void committed(long offset) {
    if (offset > committedUpTo && offset > (hasPolled() ? firstWaiting : position)) {
      sinceNanos = nanoClock.getAsLong();
    }
    committedUpTo = Math.max(committedUpTo, offset);
    if (offset > lastPolled) {
      firstWaiting = NONE;
      lastPolled = NONE;
    } else {
      firstWaiting = Math.max(firstWaiting, offset);
    }
  }

  /** The consumer's next record. It passes the markers of transactions, which are no records. */
  public synchronized void positionIs(long next) {
    if (next != position) {
      position = next;
      if (!hasPolled()) {
        sinceNanos = nanoClock.getAsLong();
      }
    }
  }

  /** The log ends at this offset, for a reader of committed records. */
  synchronized void endIs(long offset) {
    if (!recordsWait()) {
      sinceNanos = nanoClock.getAsLong();
    }
    end = offset;
  }

  /** The partition is paused, because a counter's item can't be read or written. */
  public synchronized void held(Wait reason) {
    if (hold.isEmpty()) {
      heldSinceNanos = nanoClock.getAsLong();
    }
    hold = Optional.of(reason);
  }

  /** The partition is no longer paused. */
  public synchronized void resumed() {
    hold = Optional.empty();
  }

  private boolean hasPolled() {
    return lastPolled != NONE;
  }

  private boolean recordsWait() {
    return hasPolled() || position != NONE && end > position;
  }

  synchronized boolean isOwned() {
    return owner.isPresent();
  }

  TopicPartition partition() {
    return partition;
  }

  /** The time since the last progress while records wait; zero if none wait. */
  synchronized Duration age() {
    return recordsWait() ? Duration.ofNanos(nanoClock.getAsLong() - sinceNanos) : Duration.ZERO;
  }

  /**
   * What this partition waits for, if it has made no progress for longer than {@code limit}, or if
   * it is paused.
   */
  synchronized Optional<Waiting> stalled(Duration limit) {
    Duration age = age();
    if (hold.isPresent()) {
      Duration held = Duration.ofNanos(nanoClock.getAsLong() - heldSinceNanos);
      return Optional.of(new Waiting(hold.get(), held.compareTo(age) < 0 ? age : held));
    }
    if (age.compareTo(limit) <= 0) {
      return Optional.empty();
    }
    Wait wait = takeover
        .get()
        .or(() -> owner.flatMap(ThreadProgress::current).map(ThreadProgress.Current::reason))
        .orElse(hasPolled() ? COMMIT : POLL);
    return Optional.of(new Waiting(wait, age));
  }

  /** A wait and its duration. */
  record Waiting(Wait reason, Duration lasted) {}
}
