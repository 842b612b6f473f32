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
 * Compares what the table accepts with what transactions commit.
 *
 * <p>An <em>erasure</em> is another writer's deletion of an item, or its replacement by one without
 * a journal. The table then forgets commands, so they may be recorded again, under two conditions:
 * the counter was erased after the previous record, and if the outcome is already committed, the
 * request was sent before the erasure or by an owner that has lost the log.
 *
 * <p>A <em>reset</em> of the group's offsets permits nothing more while there is a decided offset.
 * After it was lost, the outcome of a command below it may be committed a second time. It must be
 * the same outcome, unless the item was erased too or the command is a check. A reset to the
 * future skips commands, which may then have no outcome.
 */
final class SimulationAudit {
  private final World world;
  private final Map<String, SimulatedCounterHistory> histories = new TreeMap<>();
  private final Map<RecordedCommand, List<Recorded>> records = new HashMap<>();
  private final List<Violation> violations = new ArrayList<>();

  /** The invariants. */
  enum Invariant {
    /** Every command of a log that is not deleted has exactly one committed outcome. */
    ONE_OUTCOME,
    /** When an outcome other than a check's is committed, a put has recorded it. */
    RECORDED_FIRST,
    /** A committed outcome is one that the table recorded: applied if and only if applied there. */
    TRUE_TO_THE_TABLE,
    /** A request that decides only checks creates no item. */
    CHECKS_LEAVE_NOTHING,
    /** A command is recorded once, except after erasures. */
    RECORDED_ONCE,
    /** A put starts from the counter's state and leaves the state that its batch leads to. */
    CHAINED,
    /** A command as it was sent applies within its bounds only, and conflicts outside only. */
    WITHIN_BOUNDS,
    /** The value is the sum of all edits and all deltas applied. */
    SUM,
    /** An unusable item keeps its value and version, whatever blind updates did to them. */
    UNUSABLE_STAYS,
    /** The attributes of other programs stay. */
    OTHER_ATTRIBUTES_STAY,
    /**
     * The state of a conflict, or of a check that no put recorded, was the counter's between first
     * delivery and commit; or it had none.
     */
    STATE_WAS_REAL,
    /** The owner of a log never finds a command decided and forgotten. */
    OWNER_IS_NEVER_STALE,
    /** Without new faults every schedule terminates. */
    ENDS,
    /** No exception. */
    SOUND
  }

  /** A request's change of an item, and the state that its first command was decided against. */
  record Change(
      Optional<CounterState> decidedAgainst, Optional<CounterItem> replaced, CounterItem written) {}

  /** One record of a command by an accepted put. */
  private record Recorded(Outcome outcome, long at) {}

  SimulationAudit(World world) {
    this.world = world;
  }

  void violated(Invariant invariant, String what) {
    world.say("VIOLATED %s: %s", invariant, what);
    violations.add(new Violation(invariant, world.now(), what));
  }

  List<Violation> violations() {
    return violations;
  }

  SimulatedCounterHistory history(String counter) {
    return histories.computeIfAbsent(counter, unused -> new SimulatedCounterHistory());
  }

  void erased(String counter) {
    history(counter).erased(world.now());
  }

  void edited(CounterItem item) {
    SimulatedCounterHistory history = history(item.counter());
    history.edited(world.now(), item.state());
    history.unusable(RawContent.of(item));
  }

  void deleted(String counter) {
    history(counter).edited(world.now(), Optional.of(CounterState.ABSENT));
  }

  /** A put or a blind update was accepted. */
  void recorded(Request request, Change change) {
    SimulatedCounterHistory history = history(change.written().counter());
    Optional<CounterState> state = usable(change.decidedAgainst());
    Optional<CounterState> there =
        change.replaced().map(CounterItem::state).orElse(Optional.of(CounterState.ABSENT));
    if (!state.equals(there)) {
      violated(Invariant.CHAINED, request + " starts from " + state + " where " + there + " is");
    }
    boolean checks = request.batch().stream().allMatch(logged -> Decider.isCheck(logged.command()));
    if (checks && change.replaced().isEmpty()) {
      violated(Invariant.CHECKS_LEAVE_NOTHING, request + " creates " + change.written());
    }
    for (LoggedCommand logged : request.batch()) {
      Outcome outcome = Decider.decide(logged, state);
      Optional<CounterState> after = outcome.state().isPresent() ? outcome.state() : state;
      record(request, logged, outcome);
      if (!request.chain().owner().log().isWithinBounds(logged, outcome)) {
        violated(Invariant.WITHIN_BOUNDS, logged + " becomes " + outcome);
      }
      history.applied(
          world.now(), after, outcome instanceof Outcome.Applied applied ? applied.delta() : 0);
      state = usable(after);
    }
    Optional<CounterState> written = usable(change.written().state());
    if (!state.equals(written)) {
      violated(Invariant.CHAINED, request + " writes " + written + ", not " + state);
    }
    RawContent content = RawContent.of(change.written());
    if (change.decidedAgainst().isEmpty()
        && !history.unusable().map(content::keeps).orElse(true)
        && !history.isMovedForGood()) {
      violated(
          Invariant.UNUSABLE_STAYS, request + " leaves " + content + ", not " + history.unusable());
    }
    history.unusable(content);
  }

  /**
   * A blind update changed an unusable item, and decided nothing. Nobody undoes it if its commands
   * are not delivered again: they were committed before an erasure, or skipped by a reset.
   */
  void metFraction(Request request) {
    SimulatedLog log = request.chain().owner().log();
    boolean repeated = request.batch().stream()
        .anyMatch(logged -> records.containsKey(RecordedCommand.of(log, logged)));
    history(request.chain().counter())
        .moved(() -> repeated
            || request.batch().stream().anyMatch(logged -> log.wasSkipped(logged.offset())));
  }

  /** A version that can't rise is unusable. */
  private static Optional<CounterState> usable(Optional<CounterState> state) {
    return state.filter(there -> there.version() <= CounterItem.VERSION_MAX);
  }

  private void record(Request request, LoggedCommand logged, Outcome outcome) {
    Owner owner = request.chain().owner();
    long offset = logged.offset();
    RecordedCommand position = RecordedCommand.of(owner.log(), logged);
    List<Recorded> before = records.computeIfAbsent(position, unused -> new ArrayList<>());
    SimulatedCounterHistory history = history(request.chain().counter());
    if (!before.isEmpty()) {
      boolean lost = owner.log().decidedOffset().wasLost(offset);
      boolean forgotten =
          history.forgottenAt(lost) >= before.get(before.size() - 1).at();
      boolean mayRepeat = lost
          || !owner.log().outcomes().containsKey(offset)
          || owner.isZombie()
          || request.sentAt() <= history.erasedAt();
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
    if (!log.decidedOffset().wasLost(stale.offset()) && !log.wasSkipped(stale.offset())) {
      violated(Invariant.OWNER_IS_NEVER_STALE, log.owner() + ": " + stale);
    }
  }

  /** The owner of a log finds that it was rewritten. */
  void foundRewritten(SimulatedLog log, Actions.Decision rewritten) {
    if (!log.hasLostRecords()) {
      violated(Invariant.OWNER_IS_NEVER_STALE, log.source() + ": " + rewritten);
    }
  }

  /** A transaction is being committed. */
  void committed(SimulatedLog log, Map<Long, Outcome> outcomes, List<Long> passedOver) {
    outcomes.forEach((offset, outcome) -> committed(log, offset, outcome));
    for (long offset : passedOver) {
      if (!log.outcomes().containsKey(offset) && !log.wasSkipped(offset)) {
        violated(Invariant.ONE_OUTCOME, log.source() + " " + offset + " is skipped without one");
      }
    }
  }

  private void committed(SimulatedLog log, long offset, Outcome outcome) {
    RecordedCommand position = RecordedCommand.of(log, offset);
    Outcome before = log.outcomes().get(offset);
    if (before != null) {
      boolean same = log.hasCheckAt(offset) || isAsBefore(position, before, outcome);
      if (log.decidedOffset().wasLost(offset) && same) {
        world.met(Coverage.Event.COMMITTED_AGAIN_WITHOUT_A_DECIDED_OFFSET);
      } else {
        violated(Invariant.ONE_OUTCOME, position + " has a second one, " + outcome);
      }
    }
    boolean recorded = isRecorded(position, outcome);
    if (!recorded && !log.hasCheckAt(offset)) {
      violated(Invariant.RECORDED_FIRST, position + " commits " + outcome);
    }
    if (!recorded || outcome.type() == Outcome.Type.CONFLICT || outcome.state().isEmpty()) {
      Optional<CounterState> state = outcome.state();
      if (!recorded) {
        world.met(
            state.equals(Optional.of(CounterState.ABSENT))
                ? Coverage.Event.CHECK_OF_NO_COUNTER_COMMITTED_WITHOUT_A_PUT
                : Coverage.Event.CHECK_COMMITTED_WITHOUT_A_PUT);
      }
      if (!history(outcome.counterName().orElseThrow()).was(state, log.firstDelivered(offset))) {
        violated(
            Invariant.STATE_WAS_REAL,
            position + ": " + state + " was not there since " + log.firstDelivered(offset));
      }
    }
  }

  /** Whether a second outcome equals the first, or the table had to forget the command. */
  private boolean isAsBefore(RecordedCommand position, Outcome before, Outcome again) {
    return again.equals(before) || records.getOrDefault(position, List.of()).size() > 1;
  }

  private boolean isRecorded(RecordedCommand position, Outcome outcome) {
    return records.getOrDefault(position, List.of()).stream()
        .anyMatch(recorded -> recorded.outcome().equals(outcome));
  }

  /** The schedule is over: compares all committed outcomes with all records. */
  void finish() {
    for (SimulatedLog log : world.logs) {
      for (LoggedCommand command : log.commands()) {
        checkOutcome(log, command);
      }
    }
    histories.forEach((counter, history) -> {
      Optional<CounterState> state = world
          .table
          .read(counter)
          .map(CounterItem::state)
          .orElse(Optional.of(CounterState.ABSENT));
      if (state.isPresent() && history.sum() != state.get().value()) {
        violated(Invariant.SUM, counter + " is " + state + ", its sum " + history.sum());
      }
    });
  }

  private void checkOutcome(SimulatedLog log, LoggedCommand command) {
    RecordedCommand position = RecordedCommand.of(log, command);
    Outcome outcome = log.outcomes().get(command.offset());
    if (outcome == null) {
      if (log.wasSkipped(command.offset())) {
        world.met(Coverage.Event.SKIPPED_WITHOUT_AN_OUTCOME);
      } else if (!log.isDeleted()) {
        violated(Invariant.ONE_OUTCOME, position + " has none");
      }
      return;
    }
    boolean applied = outcome.type() == Outcome.Type.APPLIED && !Decider.isCheck(command.command());
    boolean known = records.containsKey(position);
    if (known ? !isRecorded(position, outcome) && !Decider.isCheck(command.command()) : applied) {
      violated(
          Invariant.TRUE_TO_THE_TABLE,
          position + " commits " + outcome + " but the table has " + records.get(position));
    }
  }
}
