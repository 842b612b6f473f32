package io.counterstream.core;

import io.counterstream.contract.CounterState;
import io.counterstream.contract.Outcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Sees what the table accepts and what transactions commit, and holds one against the other.
 *
 * <p>An <em>erasure</em> is another writer's replacement of a whole item by one without records, or
 * its deletion. It makes the table forget commands, so these may be recorded again. Exactly: a
 * command is recorded a second time only if the counter was erased since its record before, and if
 * its outcome is committed by then, only by a request that was sent before that erasure or by a
 * sender that no longer owns the log.
 *
 * <p>A <em>reset</em> of the group's offsets changes nothing of all this while the mark is there.
 * If the mark was lost, an outcome below it may be committed a second time, and it is the same one;
 * another only if the item was erased too. A reset to the future jumps over commands: these may
 * have no outcome.
 */
final class Audit {
  private final World world;
  private final Map<String, CounterHistory> histories = new TreeMap<>();
  private final Map<LogPosition, List<Recorded>> records = new HashMap<>();
  private final List<Violation> violations = new ArrayList<>();

  /** What has to hold. */
  enum Invariant {
    /** Every command of a log that is there has a committed outcome, and no two. */
    ONE_OUTCOME,
    /** When an outcome is committed, a put that records it was accepted before. */
    RECORDED_FIRST,
    /** A committed outcome is one that the table recorded: applied if and only if applied there. */
    TRUE_TO_THE_TABLE,
    /** A command is recorded once, but for erasures. */
    RECORDED_ONCE,
    /** A put starts from the counter's state and leaves the state that its batch leads to. */
    CHAINED,
    /** The value is the sum of all edits and all deltas applied. */
    SUM,
    /** A conflict's state was the counter's between first delivery and commit. */
    CONFLICT_WAS_REAL,
    /** The owner of a log never finds a command decided and forgotten. */
    OWNER_IS_NEVER_STALE,
    /** Without new faults everything gets done. */
    ENDS,
    /** No exception. */
    SOUND
  }

  /** What doesn't hold, and when. */
  record Violation(Invariant invariant, long at, String what) {}

  /** What a request does to an item, and the state that its first command was decided against. */
  record Change(CounterState decidedAgainst, Optional<CounterItem> replaced, CounterItem written) {}

  /** One record of a command by an accepted put. */
  private record Recorded(Outcome outcome, long at) {}

  Audit(World world) {
    this.world = world;
  }

  void violated(Invariant invariant, String what) {
    world.say("VIOLATED %s: %s", invariant, what);
    violations.add(new Violation(invariant, world.now(), what));
  }

  List<Violation> violations() {
    return violations;
  }

  CounterHistory history(String counter) {
    return histories.computeIfAbsent(counter, unused -> new CounterHistory());
  }

  void erased(String counter) {
    history(counter).erased(world.now());
  }

  void edited(String counter, CounterState state) {
    history(counter).edited(world.now(), state);
  }

  /** A put or a blind update was done. */
  void recorded(Request request, Change change) {
    CounterHistory history = history(change.written().counter());
    CounterState state = change.decidedAgainst();
    CounterState there = change.replaced().map(CounterItem::state).orElse(CounterState.ABSENT);
    if (!state.equals(there)) {
      violated(Invariant.CHAINED, request + " begins with " + state + " where " + there + " is");
    }
    for (LoggedCommand logged : request.batch()) {
      Outcome outcome = Decider.decide(logged.command(), logged.timestamp(), state);
      state = outcome.state().orElseThrow();
      record(request, logged.offset(), outcome);
      history.applied(
          world.now(),
          state,
          outcome.type() == Outcome.Type.APPLIED ? logged.command().delta() : 0);
    }
    CounterState written = change.written().state();
    if (!state.equals(written)) {
      violated(Invariant.CHAINED, request + " writes " + written + ", not " + state);
    }
  }

  private void record(Request request, long offset, Outcome outcome) {
    Owner owner = request.chain().owner();
    LogPosition position = new LogPosition(owner.log().source(), offset);
    List<Recorded> before = records.computeIfAbsent(position, unused -> new ArrayList<>());
    CounterHistory history = history(request.chain().counter());
    if (!before.isEmpty()) {
      long erasedAt = history.erasedAt();
      boolean forgotten = erasedAt >= before.get(before.size() - 1).at();
      boolean mayRepeat = !owner.log().outcomes().containsKey(offset)
          || owner.isZombie()
          || owner.log().mark().wasLost(offset)
          || request.sentAt() <= erasedAt;
      if (forgotten && mayRepeat) {
        world.met(Coverage.Event.RECORDED_AGAIN_AFTER_ERASURE);
      } else {
        violated(Invariant.RECORDED_ONCE, position + " again by " + request);
      }
    }
    before.add(new Recorded(outcome, world.now()));
  }

  /** The owner of a log finds a command decided and forgotten. */
  void foundStale(SimulatedLog log, Actions.Stale stale) {
    if (!log.mark().wasLost(stale.offset()) && !log.wasJumpedOver(stale.offset())) {
      violated(Invariant.OWNER_IS_NEVER_STALE, log.owner() + ": " + stale);
    }
  }

  /** A transaction is being committed. */
  void committed(SimulatedLog log, Map<Long, Outcome> outcomes, List<Long> passedOver) {
    outcomes.forEach((offset, outcome) -> committed(log, offset, outcome));
    for (long offset : passedOver) {
      if (!log.outcomes().containsKey(offset) && !log.wasJumpedOver(offset)) {
        violated(
            Invariant.ONE_OUTCOME, log.source() + " " + offset + " is passed over without one");
      }
    }
  }

  private void committed(SimulatedLog log, long offset, Outcome outcome) {
    LogPosition position = new LogPosition(log.source(), offset);
    Outcome before = log.outcomes().get(offset);
    if (before != null) {
      if (log.mark().wasLost(offset) && isAsBefore(position, before, outcome)) {
        world.met(Coverage.Event.EMITTED_AGAIN_WITHOUT_A_MARK);
      } else {
        violated(Invariant.ONE_OUTCOME, position + " has a second one, " + outcome);
      }
    }
    if (!isRecorded(position, outcome)) {
      violated(Invariant.RECORDED_FIRST, position + " commits " + outcome);
    }
    if (outcome.type() == Outcome.Type.CONFLICT) {
      CounterState state = outcome.state().orElseThrow();
      if (!history(outcome.counterName().orElseThrow()).was(state, log.firstDelivered(offset))) {
        violated(
            Invariant.CONFLICT_WAS_REAL,
            position + ": " + state + " was not there since " + log.firstDelivered(offset));
      }
    }
  }

  /** Whether a second outcome is the first, or one of a command that the table had to forget. */
  private boolean isAsBefore(LogPosition position, Outcome before, Outcome again) {
    return again.equals(before) || records.getOrDefault(position, List.of()).size() > 1;
  }

  private boolean isRecorded(LogPosition position, Outcome outcome) {
    return records.getOrDefault(position, List.of()).stream()
        .anyMatch(recorded -> recorded.outcome().equals(outcome));
  }

  /** Everything is done: compares all that was committed with all that was recorded. */
  void finish() {
    for (SimulatedLog log : world.logs) {
      for (LoggedCommand command : log.commands()) {
        checkOutcome(log, command);
      }
    }
    histories.forEach((counter, history) -> {
      long value = world.table.state(counter).value();
      if (history.sum() != value) {
        violated(Invariant.SUM, counter + " is " + value + ", its sum " + history.sum());
      }
    });
  }

  private void checkOutcome(SimulatedLog log, LoggedCommand command) {
    LogPosition position = new LogPosition(log.source(), command.offset());
    Outcome outcome = log.outcomes().get(command.offset());
    if (outcome == null) {
      if (log.wasJumpedOver(command.offset())) {
        world.met(Coverage.Event.JUMPED_OVER_WITHOUT_AN_OUTCOME);
      } else if (!log.isDeleted()) {
        violated(Invariant.ONE_OUTCOME, position + " has none");
      }
      return;
    }
    boolean applied = outcome.type() == Outcome.Type.APPLIED;
    boolean known = records.containsKey(position);
    if (known ? !isRecorded(position, outcome) : applied) {
      violated(
          Invariant.TRUE_TO_THE_TABLE,
          position + " commits " + outcome + " but the table has " + records.get(position));
    }
  }
}
