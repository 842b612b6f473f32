package io.counterstream.audit;

import io.counterstream.contract.CounterState;
import io.counterstream.contract.Outcome;
import io.counterstream.contract.json.DecodedCommand;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Everything that was observed of a run, as mutable collections. */
final class History {
  /** How far back commands are compared; more than any history has. */
  private static final int WINDOW = 1_000_000;

  final Map<RecordPosition, DecodedCommand> commands = new LinkedHashMap<>();
  final List<OutcomeRecord> outcomes = new ArrayList<>();
  final List<Edit> edits = new ArrayList<>();
  final List<Removal> removals = new ArrayList<>();
  final List<UnusablePeriod> unusable = new ArrayList<>();
  final List<Deletion> deletions = new ArrayList<>();
  final List<TornRecords> torn = new ArrayList<>();
  final List<OutcomeRecord> aborted = new ArrayList<>();
  final Map<String, Map<String, String>> attributesWritten = new LinkedHashMap<>();
  final Map<String, Map<String, String>> attributesFound = new LinkedHashMap<>();
  final Map<RecordPosition, Call> calls = new LinkedHashMap<>();
  final Map<String, CounterState> items = new LinkedHashMap<>();

  /** A client's interval. */
  record Call(long sentNanos, long receivedNanos) {}

  AuditReport report() {
    Audit audit = new Audit();
    audit.repeatsWindow(WINDOW, WINDOW);
    calls.forEach((at, call) -> audit.call(at, call.sentNanos, call.receivedNanos));
    outcomes.subList(0, outcomes.size() / 2).forEach(audit::outcome);
    commands.forEach(audit::command);
    outcomes.subList(outcomes.size() / 2, outcomes.size()).forEach(audit::outcome);
    items.forEach(audit::item);
    edits.forEach(audit::edit);
    removals.forEach(audit::removal);
    unusable.forEach(audit::unusable);
    deletions.forEach(audit::deletion);
    torn.forEach(audit::torn);
    aborted.forEach(audit::aborted);
    attributesWritten.forEach(audit::attributesWritten);
    attributesFound.forEach(audit::attributesFound);
    return audit.report();
  }

  /** Returns the index of the first outcome of a command. */
  int indexOf(RecordPosition command) {
    for (int i = 0; i < outcomes.size(); i++) {
      if (outcomes.get(i).command().equals(command)) {
        return i;
      }
    }
    throw new IllegalArgumentException("no outcome of " + command);
  }

  OutcomeRecord outcomeOf(RecordPosition command) {
    return outcomes.get(indexOf(command));
  }

  void replace(RecordPosition command, UnaryOperator<OutcomeRecord> change) {
    int index = indexOf(command);
    outcomes.set(index, change.apply(outcomes.get(index)));
  }

  /** Gives a command another outcome, in the topic where that belongs. */
  void setOutcome(RecordPosition command, Outcome outcome) {
    replace(
        command,
        old -> new OutcomeRecord(
            OutcomeKind.of(outcome).topic(),
            old.partition(),
            old.topic() == OutcomeTopic.DEAD_LETTER
                    || !old.outcome().map(Object::getClass).equals(Optional.of(outcome.getClass()))
                ? free(OutcomeKind.of(outcome).topic(), old)
                : old.offset(),
            command,
            Optional.of(outcome)));
  }

  /** An offset in that topic which keeps the order of the commands: outcomes lie 1000 apart. */
  private long free(OutcomeTopic topic, OutcomeRecord old) {
    return outcomes.stream()
            .filter(other -> other.topic() == topic && other.partition() == old.partition())
            .filter(other -> other.command().offset() < old.command().offset())
            .mapToLong(OutcomeRecord::offset)
            .max()
            .orElse(-1)
        + 1;
  }
}
