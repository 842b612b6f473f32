package io.counterstream.processor.repeats;

import io.counterstream.contract.CounterCommand;
import io.counterstream.core.WindowSchedule;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * Judges which of a partition's records repeat an earlier command, from a takeover on. Every record
 * is shown to it once, in the order of the log: those of the window before the first one of the
 * takeover, those that have outcomes already, and those that are decided. Used by the partition's
 * stream thread; {@link #window} and {@link #oldestMillis} by any.
 */
public final class Repeats implements AutoCloseable {
  private static final long NO_COMMAND = Long.MIN_VALUE;

  private final RepeatWindow commands = new RepeatWindow();
  private final WindowSize size;
  private final Consumer<Repeats> whenClosed;
  private volatile int window;

  /** Earlier records may have been removed before they were read. */
  private long logStart;

  private volatile long oldestMillis = NO_COMMAND;

  /**
   * A takeover.
   *
   * @param recorded the schedule that is recorded with the decided offset, if one is
   * @param settings the settings of this owner
   * @param whenClosed called when the partition is given up
   */
  public Repeats(
      Optional<WindowSchedule> recorded, RepeatSettings settings, Consumer<Repeats> whenClosed) {
    this.whenClosed = whenClosed;
    this.size = new WindowSize(recorded, settings);
    this.window = size.at(0);
  }

  /** How many offsets before the first record have to be remembered. */
  public int largestWindow() {
    return size.largest();
  }

  /** Remembers a command that has an outcome already. */
  public void remember(long offset, long timestampMillis, CounterCommand command) {
    if (size.largest() > 0) {
      commands.add(offset, timestampMillis, CommandHash.of(command));
      evict(offset + 1);
    }
  }

  /** Records below this offset were removed from the log, and may not have been remembered. */
  public void logStartsAt(long offset) {
    logStart = offset;
  }

  /** Whether a record was removed that an earlier owner compared this command with. */
  public boolean missesRecordsBefore(long offset) {
    int compared = size.at(offset);
    return compared > 0 && Math.max(0, offset - compared) < logStart;
  }

  /**
   * Judges a command without an outcome, and remembers it. A repeat is remembered like any other
   * command: whether it is one depends on more offsets than an owner after it reads.
   */
  public Optional<Repeat> judge(long offset, long timestampMillis, CounterCommand command) {
    if (size.largest() == 0) {
      return Optional.empty();
    }
    CommandHash hash = CommandHash.of(command);
    Optional<Repeat> repeat = find(hash, offset - size.at(offset));
    commands.add(offset, timestampMillis, hash);
    return repeat;
  }

  private Optional<Repeat> find(CommandHash hash, long from) {
    int original = commands.find(hash, from);
    return original == RepeatWindow.NONE
        ? Optional.empty()
        : Optional.of(new Repeat(
            commands.offset(original),
            commands.timestampMillis(original),
            commands.differs(original, hash)));
  }

  /** Whether another record without an outcome may be submitted before the next commit. */
  public boolean hasRoom() {
    return size.hasRoom();
  }

  /** Whether a commit should make room for more records. */
  public boolean wantsCommit() {
    return size.wantsCommit();
  }

  /** A record without an outcome was submitted: a command that was judged, or another record. */
  public void submitted(long offset) {
    size.submitted(offset);
    evict(offset + 1);
  }

  /** Forgets what no record from this offset on is compared with. */
  private void evict(long next) {
    commands.evictBelow(next - size.largest());
    window = size.at(next);
    int oldest = commands.firstFrom(next - window);
    oldestMillis = oldest == RepeatWindow.NONE ? NO_COMMAND : commands.timestampMillis(oldest);
  }

  /** A record without an outcome was processed. */
  public void processed() {
    size.processed();
  }

  /** The windows to record with a decided offset. */
  public WindowSchedule windowToRecord(long decidedOffset) {
    return size.toRecord(decidedOffset);
  }

  /** A commit of all processed records, those below an offset, has returned. */
  public void committed(long offset) {
    size.committed(offset);
  }

  /** The window in force, in offsets. */
  public int window() {
    return window;
  }

  /** The timestamp of the oldest command in the window; empty if it has none. */
  public OptionalLong oldestMillis() {
    long oldest = oldestMillis;
    return oldest == NO_COMMAND ? OptionalLong.empty() : OptionalLong.of(oldest);
  }

  /** The number of commands that are remembered. */
  public int commands() {
    return commands.size();
  }

  /** The memory for the commands that are remembered, in bytes. */
  public long bytes() {
    return commands.bytes();
  }

  @Override
  public void close() {
    whenClosed.accept(this);
  }
}
