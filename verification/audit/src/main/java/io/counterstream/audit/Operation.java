package io.counterstream.audit;

import io.counterstream.contract.CounterCommand;
import io.counterstream.contract.Expectation;
import io.counterstream.contract.Outcome;
import java.util.Comparator;
import java.util.Optional;

/**
 * The effect of a command or an edit on its counter, or what it found, and when.
 *
 * @param by the position of the command; {@link RecordPosition#NONE} for an edit
 * @param kind whether it produced the state, read it, or found it unusable
 * @param before the value before a change
 * @param value the value of the state that it produced or read
 * @param version the version of that state; of an unusable one the last before it
 * @param existence whether the counter existed before and after
 * @param sentNanos it took effect after this moment
 * @param receivedNanos it took effect before this moment
 */
record Operation(
    RecordPosition by,
    Kind kind,
    long before,
    long value,
    long version,
    Existence existence,
    long sentNanos,
    long receivedNanos) {
  /**
   * Whether the counter existed.
   *
   * @param before before a change; empty if the outcome does not tell
   * @param deleted whether it does not exist after it because it was deleted
   */
  record Existence(Optional<Boolean> before, boolean deleted) {
    /** Not deleted. */
    static final Existence PLAIN = new Existence(Optional.empty(), false);
  }

  /** What an operation did with a version of the counter, in the only possible order. */
  enum Kind {
    /** Produced it. */
    CHANGE("wrote"),
    /** Read it. */
    READ("read"),
    /** Made the item unusable: the next change is the cure. */
    BREAK("made unusable"),
    /** Found the item unusable. */
    UNUSABLE("found unusable");

    private final String verb;

    Kind(String verb) {
      this.verb = verb;
    }
  }

  /** The order that versions define: a state is produced, then read, then replaced by the next. */
  static final Comparator<Operation> WITNESS =
      Comparator.comparingLong(Operation::version).thenComparing(Operation::kind);

  private static final long UNKNOWN = -1;

  static Operation of(Edit edit) {
    return new Operation(
        RecordPosition.NONE,
        Kind.CHANGE,
        edit.before().value(),
        edit.after().value(),
        edit.after().version(),
        new Existence(Optional.empty(), edit.after().deleted()),
        edit.invokedNanos(),
        edit.returnedNanos());
  }

  /** The start of the period; its end is an edit. */
  static Operation of(UnusablePeriod period) {
    return new Operation(
        RecordPosition.NONE,
        Kind.BREAK,
        0,
        period.before().value(),
        period.before().version(),
        new Existence(Optional.empty(), period.before().deleted()),
        period.fromNanos(),
        period.toNanos());
  }

  /** Returns the operation of a command; empty if its outcome says nothing of its counter. */
  static Optional<Operation> of(CommandEntry entry) {
    Optional<Outcome> outcome = entry.outcome().flatMap(OutcomeRecord::outcome);
    if (entry.valid().isEmpty() || outcome.isEmpty()) {
      return Optional.empty();
    }
    Decision stated = Decision.statedBy(outcome.get());
    return switch (stated.kind()) {
      case APPLIED, CONFLICT, OUT_OF_BOUNDS, OVERFLOW ->
        stated.hasState()
            ? Optional.of(
                of(entry, kindOf(entry.valid().get(), outcome.get()), outcome.get(), stated))
            : Optional.empty();
      case UNUSABLE ->
        Optional.of(
            of(entry, Kind.UNUSABLE, outcome.get(), new Decision(stated.kind(), UNKNOWN, UNKNOWN)));
      default -> Optional.empty();
    };
  }

  /** A deletion that found the value 0 may have changed the counter, or found it deleted. */
  private static Kind kindOf(CounterCommand command, Outcome outcome) {
    if (!(outcome instanceof Outcome.Applied applied)) {
      return Kind.READ;
    }
    boolean change = command.delete() ? applied.previous() != 0 : Decision.isChange(command);
    return change ? Kind.CHANGE : Kind.READ;
  }

  private static Existence existenceOf(CounterCommand command, Kind kind, Decision stated) {
    boolean applied = stated.kind() == OutcomeKind.APPLIED;
    Optional<Boolean> before = Optional.empty();
    if (applied && command.delete() && stated.deleted()) {
      before = Optional.of(true);
    } else if (kind == Kind.CHANGE && command.expected() instanceof Expectation.Absent) {
      before = Optional.of(false);
    }
    return new Existence(before, stated.deleted());
  }

  /** Whether this may be a deletion of a counter that had the value 0. */
  boolean mayDelete() {
    return kind == Kind.READ && existence.before().isPresent();
  }

  /** The same as the deletion of a counter that had the value 0. */
  Operation deleting() {
    return new Operation(by, Kind.CHANGE, 0, value, version, existence, sentNanos, receivedNanos);
  }

  /** Whether this deletion may have found the counter deleted, although it counts as a change. */
  boolean mayHaveRead() {
    return kind == Kind.CHANGE && before == 0 && existence.deleted() && value == 0;
  }

  /** The same as a deletion that found the counter deleted. */
  Operation reading() {
    return new Operation(by, Kind.READ, 0, value, version, existence, sentNanos, receivedNanos);
  }

  private static Operation of(CommandEntry entry, Kind kind, Outcome outcome, Decision stated) {
    return new Operation(
        entry.position(),
        kind,
        outcome instanceof Outcome.Applied applied ? applied.previous() : 0,
        stated.value(),
        stated.version(),
        existenceOf(entry.valid().orElseThrow(), kind, stated),
        entry.sentNanos(),
        entry.receivedNanos());
  }

  /** The same, of the state in which a period started. */
  Operation in(UnusablePeriod period) {
    return new Operation(
        by,
        kind,
        before,
        period.before().value(),
        period.before().version(),
        new Existence(Optional.empty(), period.before().deleted()),
        sentNanos,
        receivedNanos);
  }

  boolean change() {
    return kind == Kind.CHANGE;
  }

  @Override
  public String toString() {
    String who = by.equals(RecordPosition.NONE) ? "an edit" : "command " + by;
    return kind == Kind.UNUSABLE && version == UNKNOWN
        ? who + " (found it unusable)"
        : who + " (" + kind.verb + " " + (existence.deleted() ? "deleted" : "" + value)
            + " at version " + version + ")";
  }
}
