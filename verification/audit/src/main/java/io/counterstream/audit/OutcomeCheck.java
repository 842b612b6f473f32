package io.counterstream.audit;

import io.counterstream.contract.CounterCommand;
import io.counterstream.contract.CounterState;
import io.counterstream.contract.Outcome;
import io.counterstream.contract.json.DecodedCommand;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Checks the outcome of one command against the command alone. */
final class OutcomeCheck {
  private final CommandEntry entry;
  private final DecodedCommand command;
  private final OutcomeRecord record;
  private final OutcomeKind kind;
  private final Findings findings;

  private OutcomeCheck(
      CommandEntry entry, DecodedCommand command, OutcomeRecord record, Findings findings) {
    this.entry = entry;
    this.command = command;
    this.record = record;
    this.kind = record.kind();
    this.findings = findings;
  }

  static void check(
      CommandEntry entry, DecodedCommand command, OutcomeRecord record, Findings findings) {
    OutcomeCheck check = new OutcomeCheck(entry, command, record, findings);
    check.checkPlace();
    if (check.checkKind()) {
      record.outcome().ifPresent(outcome -> {
        check.checkRepeatedFields(outcome);
        check.checkDecision(outcome);
      });
    }
  }

  private void checkPlace() {
    int partition = entry.position().partition();
    if (record.partition() != partition) {
      findings.add(
          Check.OUTCOME_MISPLACED, "%s of %s belongs in partition %s", record, entry, partition);
    }
    boolean unreadable = command instanceof DecodedCommand.Unreadable;
    if (unreadable != (record.topic() == OutcomeTopic.DEAD_LETTER)) {
      findings.add(
          Check.OUTCOME_MISPLACED,
          "%s is for %s, which has %s",
          record,
          entry,
          unreadable ? "no readable id" : "a readable id");
    } else if (kind != OutcomeKind.NONE && kind.topic() != record.topic()) {
      findings.add(
          Check.OUTCOME_MISPLACED, "%s is %s and belongs in %s", record, kind, kind.topic());
    }
  }

  /** Whether the outcome is of a kind that such a command may have. */
  private boolean checkKind() {
    boolean allowed;
    if (command instanceof DecodedCommand.Valid) {
      allowed = kind == OutcomeKind.APPLIED
          || kind == OutcomeKind.CONFLICT
          || kind == OutcomeKind.OUT_OF_BOUNDS
          || kind == OutcomeKind.OVERFLOW
          || kind == OutcomeKind.UNUSABLE
          || kind.isRepeat();
    } else if (command instanceof DecodedCommand.Invalid invalid) {
      allowed = record
          .outcome()
          .filter(Outcome.Rejected.class::isInstance)
          .map(Outcome.Rejected.class::cast)
          .filter(rejected -> rejected.reason().equals(invalid.reason()))
          .isPresent();
    } else {
      allowed = kind == OutcomeKind.NONE;
    }
    // A dead letter of a readable command is misplaced, which is already a finding.
    if (!allowed && (kind != OutcomeKind.NONE || record.topic() != OutcomeTopic.DEAD_LETTER)) {
      findings.add(
          Check.WRONG_DECISION, "%s is %s for %s, which is %s", record, kind, entry, command);
    }
    return allowed;
  }

  private void checkRepeatedFields(Outcome outcome) {
    if (!repeats(outcome)) {
      findings.add(
          Check.ANOTHER_COMMAND,
          "%s does not repeat the id, counter, delta, expectation or fault of %s: found %s,"
              + " expected those of %s",
          record,
          entry,
          outcome,
          command);
    }
  }

  private boolean repeats(Outcome outcome) {
    if (command instanceof DecodedCommand.Invalid invalid) {
      Outcome.Rejected rejected = (Outcome.Rejected) outcome;
      return rejected.commandId().equals(invalid.commandId())
          && rejected.counter().equals(invalid.counter())
          && rejected.message().equals(invalid.message());
    }
    CounterCommand asked = ((DecodedCommand.Valid) command).command();
    if (outcome instanceof Outcome.Rejected rejected) {
      return rejected.commandId().equals(asked.commandId())
          && rejected.counter().equals(Optional.of(asked.counter()));
    }
    return ((Outcome.OfCommand) outcome).command().equals(asked);
  }

  /**
   * When the item was unusable is for {@link CounterHistory} to judge, and what a command repeats
   * for {@link RepeatCheck}.
   */
  private void checkNamesNoState(Decision stated) {
    if (stated.hasState()) {
      findings.add(
          Check.WRONG_DECISION, "%s is %s for %s, but names a state", record, stated, entry);
    }
  }

  private void checkDecision(Outcome outcome) {
    Decision stated = Decision.statedBy(outcome);
    if (!(command instanceof DecodedCommand.Valid valid)) {
      if (stated.hasState()) {
        findings.add(
            Check.WRONG_DECISION,
            "%s names a state, but %s is rejected whatever the state: %s",
            record,
            entry,
            command);
      }
      return;
    }
    if (kind == OutcomeKind.UNUSABLE || kind.isRepeat()) {
      checkNamesNoState(stated);
      return;
    }
    if (!stated.hasState()) {
      findings.add(Check.WRONG_DECISION, "%s is %s for %s: no such version", record, stated, entry);
      return;
    }
    List<CounterState> before = statesBefore(valid.command(), outcome, stated);
    if (before.stream().noneMatch(state -> Decision.of(valid.command(), state).equals(stated))) {
      findings.add(
          Check.WRONG_DECISION,
          "%s is %s for %s, but that is not what %s is for any of %s",
          record,
          stated,
          entry,
          valid.command(),
          before);
    }
  }

  /** The states that a decision may have been made against, by what its outcome says. */
  private static List<CounterState> statesBefore(
      CounterCommand command, Outcome outcome, Decision stated) {
    List<CounterState> states = new ArrayList<>();
    long value = outcome instanceof Outcome.Applied applied ? applied.previous() : stated.value();
    boolean applied = outcome instanceof Outcome.Applied;
    if (!applied || !Decision.isChange(command)) {
      add(states, value, stated.version(), stated.deleted());
    }
    if (applied && (Decision.isChange(command) || command.delete())) {
      add(states, value, stated.version() - 1, false);
      add(states, value, stated.version() - 1, true);
    }
    return states;
  }

  private static void add(List<CounterState> states, long value, long version, boolean deleted) {
    try {
      states.add(new CounterState(value, version, deleted));
    } catch (IllegalArgumentException noState) {
      // No counter has it.
    }
  }
}
