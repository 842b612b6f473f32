package io.counterstream.core;

import io.counterstream.contract.CounterState;
import io.counterstream.contract.Expectation;
import io.counterstream.contract.IncrementCommand;
import io.counterstream.contract.Outcome;
import io.counterstream.core.journal.Journal;
import java.time.Instant;
import java.util.Optional;

/**
 * A request that decides commands against an item that was never read, on condition of what they
 * expect: one request instead of a read and a put.
 *
 * <p>It takes commands as long as each one's effect is the same whatever the item's version is, and
 * if the first one expects {@code any}, whatever its value is. It succeeds if an item is there
 *
 * <ul>
 *   <li>whose value is {@code valueLeast} to {@code valueMost} and whose version is {@code
 *       versionLeast} to {@code versionMost}, and
 *   <li>which was last written by the commands' log, below the first of them, or by no log at all.
 * </ul>
 *
 * <p>If the first command expects {@code any}, it also succeeds if there is no item. It then adds
 * to value and version, and records these commands, and only these, in a journal relative to what
 * was there. That forgets nothing that is needed: every command of this counter that came before
 * them in the log lies below the offset from which the machine followed it, and so is committed.
 * What is remembered of other logs stays.
 *
 * @param counter the counter's name
 * @param first the first command's place in its log
 * @param last the last command's place
 * @param values the values that an item may have
 * @param versions the versions that an item may have
 * @param mayBeAbsent whether there may be no item
 * @param delta what to add to the value, a signed 64-bit integer
 * @param changes what to add to the version, 0 or more
 * @param updatedAt the record timestamp of the last command that changes the counter
 * @param journal the commands, with values and versions relative to the item's
 */
public record BlindUpdate(
    String counter,
    LogPosition first,
    LogPosition last,
    Range values,
    Range versions,
    boolean mayBeAbsent,
    long delta,
    long changes,
    Optional<Instant> updatedAt,
    Journal journal) {

  /** Numbers from {@code least} to {@code most}, both included. */
  public record Range(long least, long most) {
    /** Whether a number is one of them. */
    public boolean contains(long number) {
      return least <= number && number <= most;
    }
  }

  /** The update for the first of these commands, and as many more as it can take. */
  public static Optional<BlindUpdate> of(
      Iterable<LoggedCommand> waiting, LogSource source, Limits limits) {
    IncrementCommand head = waiting.iterator().next().command();
    boolean creates = head.expected() instanceof Expectation.Absent;
    if (creates || head.expectedVersion().orElse(1) < 1) {
      return Optional.empty();
    }
    Builder builder = new Builder(head, source);
    for (LoggedCommand command : waiting) {
      if (!builder.take(command, limits)) {
        break;
      }
    }
    return builder.build();
  }

  /** Gathers the commands. */
  private static final class Builder {
    private final boolean anyValue;
    private final boolean anyVersion;
    private final CounterState before;
    private final BatchBuilder batch;
    private final LogSource source;
    private LoggedCommand head;
    private long lowest;
    private long highest;

    Builder(IncrementCommand head, LogSource source) {
      anyValue = head.expected() instanceof Expectation.Any;
      anyVersion = head.expectedVersion().isEmpty();
      long value = head.expected() instanceof Expectation.Exactly exactly ? exactly.value() : 0;
      before = new CounterState(value, head.expectedVersion().orElse(1));
      batch = new BatchBuilder(before);
      this.source = source;
    }

    /** Takes the next command, unless what becomes of it depends on what is not known. */
    boolean take(LoggedCommand logged, Limits limits) {
      IncrementCommand command = logged.command();
      boolean depends = anyValue && !(command.expected() instanceof Expectation.Any)
          || command.expectedVersion().isPresent() && head != null;
      boolean fits = batch.size() < limits.batchCommandsMax()
          && batch.journalBytesMaxAfterNext() <= limits.journalBytesMax();
      if (depends || !fits || overflows(logged)) {
        return false;
      }
      head = head == null ? logged : head;
      batch.decide(logged);
      lowest = Math.min(lowest, moved(batch.state()));
      highest = Math.max(highest, moved(batch.state()));
      return true;
    }

    /** Whether the value, or its distance from the one before, passes 64 bits. */
    private boolean overflows(LoggedCommand logged) {
      Outcome outcome = Decider.decide(logged.command(), logged.timestamp(), batch.state());
      if (outcome.type() == Outcome.Type.REJECTED) {
        return true;
      }
      CounterState after = outcome.state().orElseThrow();
      return (after.value() < before.value()) != (moved(after) < 0);
    }

    private long moved(CounterState after) {
      return after.value() - before.value();
    }

    /** The update, if it has a command. */
    Optional<BlindUpdate> build() {
      if (head == null) {
        return Optional.empty();
      }
      CounterState after = batch.state();
      long changes = after.version() - before.version();
      return Optional.of(new BlindUpdate(
          head.command().counter(),
          new LogPosition(source, head.offset()),
          new LogPosition(source, batch.lastOffset()),
          anyValue
              ? new Range(Long.MIN_VALUE - lowest, Long.MAX_VALUE - highest)
              : new Range(before.value(), before.value()),
          anyVersion
              ? new Range(1, Long.MAX_VALUE - changes)
              : new Range(before.version(), before.version()),
          anyValue && anyVersion,
          moved(after),
          changes,
          batch.updatedAt(),
          batch.journal().movedBy(-before.value(), -before.version())));
    }
  }
}
