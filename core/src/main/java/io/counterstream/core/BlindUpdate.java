package io.counterstream.core;

import io.counterstream.contract.Bounds;
import io.counterstream.contract.CounterCommand;
import io.counterstream.contract.CounterState;
import io.counterstream.contract.Expectation;
import io.counterstream.contract.Outcome;
import io.counterstream.core.journal.Journal;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A request that decides commands against an item that was not read, if their expectations hold:
 * one request instead of a read and a put.
 *
 * <p>It takes commands whose effect does not depend on the item's version, nor on its value if the
 * first command expects {@code any}. Its condition holds for an item
 *
 * <ul>
 *   <li>that is no tombstone
 *   <li>with a value in {@code values} and a version in {@code versions}
 *   <li>that was last written by the commands' log, below the first command, or by no log at all.
 * </ul>
 *
 * <p>If the first command expects {@code any} and no version, and 0 is in {@code values}, the
 * condition also holds if there is no item.
 *
 * <p>The update adds to value and version. It replaces the journal by one that holds its commands
 * only, relative to the item's previous value and version. That drops no entry that is still
 * needed: the machine has followed the log from an offset below which everything is committed, and
 * these are the counter's first commands since. The progress of other logs stays as it is.
 *
 * @param counter the counter's name
 * @param first the first command's position
 * @param last the last command's position
 * @param values the values that the item may have
 * @param versions the versions that the item may have
 * @param mayBeAbsent whether there may be no item
 * @param delta the number to add to the value, a signed 64-bit integer
 * @param changes the number to add to the version, 0 or more
 * @param updatedAt the record timestamp of the last command that changes the counter; empty if none
 *     does
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
    private static final Range EMPTY = new Range(0, -1);

    /** Whether a number is one of them. */
    public boolean contains(long number) {
      return least <= number && number <= most;
    }

    boolean isEmpty() {
      return least > most;
    }

    Range intersection(Range other) {
      return new Range(Math.max(least, other.least), Math.min(most, other.most));
    }

    /**
     * The values from which a change leads into the bounds; empty if there is none. What the change
     * can lead to at all is intersected first, so that the differences do not overflow. To cut an
     * overflowing one off at 64 bits would add a value from which the change leads elsewhere.
     */
    static Range before(long change, Bounds bounds) {
      long min = bounds.min().orElse(Long.MIN_VALUE);
      long max = bounds.max().orElse(Long.MAX_VALUE);
      long least = Math.max(min, Long.MIN_VALUE + Math.max(change, 0));
      long most = Math.min(max, Long.MAX_VALUE + Math.min(change, 0));
      return least > most ? EMPTY : new Range(least - change, most - change);
    }
  }

  /**
   * The update for the first of these commands and as many more as it can take. Empty if the first
   * one can't be decided blindly, or if all that it could take are checks, which need no write.
   *
   * @param waiting the commands, in log order; at least one
   * @param source their log
   * @param limits the bounds on commands and journal
   */
  public static Optional<BlindUpdate> of(
      Iterable<LoggedCommand> waiting, LogSource source, Limits limits) {
    CounterCommand head = waiting.iterator().next().command();
    boolean creates = head.expected() instanceof Expectation.Absent;
    if (creates || head.delete() || head.expectedVersion().orElse(1) < 1) {
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

  /** Collects the commands. */
  private static final class Builder {
    private final boolean anyValue;
    private final boolean anyVersion;
    private final CounterState before;
    private final BatchBuilder batch;
    private final LogSource source;
    private LoggedCommand head;
    private Range values;

    Builder(CounterCommand head, LogSource source) {
      anyValue = head.expected() instanceof Expectation.Any;
      anyVersion = head.expectedVersion().isEmpty();
      long value = head.expected() instanceof Expectation.Exactly exactly ? exactly.value() : 0;
      values = anyValue ? new Range(Long.MIN_VALUE, Long.MAX_VALUE) : new Range(value, value);
      before = new CounterState(value, head.expectedVersion().orElse(1));
      batch = new BatchBuilder(before);
      this.source = source;
    }

    /**
     * Takes the next command, unless its effect depends on the unknown value or version. One with
     * bounds excludes the values from which it would not apply.
     */
    boolean take(LoggedCommand logged, Limits limits) {
      CounterCommand command = logged.command();
      boolean depends = command.delete()
          || anyValue && !(command.expected() instanceof Expectation.Any)
          || command.expectedVersion().isPresent() && head != null;
      boolean fits = batch.size() < limits.batchCommandsMax()
          && batch.journalBytesMaxAfterNext() <= limits.journalBytesMax();
      if (depends || !fits) {
        return false;
      }
      LoggedCommand unbounded = anyValue ? logged.withoutBounds() : logged;
      OptionalLong change = changeAfter(unbounded);
      if (change.isEmpty()) {
        return false;
      }
      if (anyValue) {
        Range left = values.intersection(Range.before(change.getAsLong(), command.bounds()));
        if (left.isEmpty()) {
          return false;
        }
        values = left;
      }
      head = head == null ? logged : head;
      batch.decide(unbounded);
      return true;
    }

    /** The change of the value so far; empty if it, or the value, leaves the range of 64 bits. */
    private OptionalLong changeAfter(LoggedCommand logged) {
      Outcome outcome = Decider.decide(logged, batch.state());
      if (outcome.type() == Outcome.Type.REJECTED) {
        return OptionalLong.empty();
      }
      CounterState after = outcome.state().orElseThrow();
      long change = change(after);
      return (after.value() < before.value()) == (change < 0)
          ? OptionalLong.of(change)
          : OptionalLong.empty();
    }

    private long change(CounterState after) {
      return after.value() - before.value();
    }

    /** The update, unless it would change nothing. */
    Optional<BlindUpdate> build() {
      CounterState after = batch.state().orElseThrow();
      long changes = after.version() - before.version();
      if (changes == 0) {
        return Optional.empty();
      }
      return Optional.of(new BlindUpdate(
          head.command().counter(),
          new LogPosition(source, head.offset()),
          new LogPosition(source, batch.lastOffset()),
          values,
          anyVersion
              ? new Range(1, CounterItem.VERSION_MAX - changes)
              : new Range(before.version(), before.version()),
          anyValue && anyVersion && values.contains(0),
          change(after),
          changes,
          batch.updatedAt(),
          batch.journal().shiftedBy(-before.value(), -before.version())));
    }
  }
}
