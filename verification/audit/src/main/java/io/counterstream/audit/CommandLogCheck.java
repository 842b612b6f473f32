package io.counterstream.audit;

import io.counterstream.contract.json.DecodedCommand;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;

/** Checks that every record of the command topic has one outcome, in its place and order. */
final class CommandLogCheck {
  private final NavigableMap<RecordPosition, CommandEntry> entries;
  private final List<TornRecords> torn;
  private final Findings findings;
  private final Map<CommandEntry, Removal> lost = new IdentityHashMap<>();
  private long tornOutcomes;

  CommandLogCheck(
      NavigableMap<RecordPosition, CommandEntry> entries,
      Collection<TornRecords> torn,
      Findings findings) {
    this.entries = entries;
    this.torn = new ArrayList<>(torn);
    this.findings = findings;
  }

  /** Returns the commands without outcome that need none, and why; {@link #check} finds them. */
  Map<CommandEntry, Removal> lost() {
    return lost;
  }

  /** Returns the number of outcomes that are repeated or missing because of torn transactions. */
  long tornOutcomes() {
    return tornOutcomes;
  }

  void check(List<Removal> removals) {
    removals.forEach(this::excuse);
    Map<Integer, Map<OutcomeTopic, OutcomeRecord>> last = new HashMap<>();
    for (CommandEntry entry : entries.values()) {
      Optional<DecodedCommand> command = entry.command();
      if (command.isEmpty()) {
        checkNoCommand(entry);
        continue;
      }
      checkRepeated(entry);
      if (entry.isAborted()) {
        tornOutcomes++;
        OutcomeCheck.check(entry, command.get(), entry.outcome().orElseThrow(), findings);
        continue; // it has no place among the committed ones
      }
      if (entry.outcome().isEmpty()) {
        if (!lost.containsKey(entry)) {
          findings.add(Check.OUTCOME_MISSING, "%s has no outcome", entry);
        }
        continue;
      }
      OutcomeRecord outcome = entry.outcome().get();
      OutcomeCheck.check(entry, command.get(), outcome, findings);
      checkOrder(entry, outcome, last);
    }
  }

  /** Notes the last commands of the range, back to one that has an outcome. */
  private void excuse(Removal removal) {
    RecordPosition from = new RecordPosition(removal.log(), removal.partition(), removal.from());
    RecordPosition before =
        new RecordPosition(removal.log(), removal.partition(), removal.before());
    for (CommandEntry entry :
        entries.subMap(from, true, before, false).descendingMap().values()) {
      if (entry.outcome().isPresent()) {
        return;
      }
      lost.putIfAbsent(entry, removal);
    }
  }

  private void checkRepeated(CommandEntry entry) {
    for (OutcomeRecord repeated : entry.repeated()) {
      OutcomeRecord first = entry.outcome().orElseThrow();
      if (isTorn(first, repeated)) {
        tornOutcomes++;
        continue;
      }
      findings.add(
          Check.OUTCOME_REPEATED,
          "%s has %s and then %s, expected one outcome",
          entry,
          first,
          repeated);
    }
  }

  /** Whether both are the same outcome in the same place, and Kafka tore a transaction of one. */
  private boolean isTorn(OutcomeRecord first, OutcomeRecord repeated) {
    return first.topic() == repeated.topic()
        && first.partition() == repeated.partition()
        && first.outcome().equals(repeated.outcome())
        && torn.stream().anyMatch(each -> each.contains(first) || each.contains(repeated));
  }

  private void checkOrder(
      CommandEntry entry,
      OutcomeRecord outcome,
      Map<Integer, Map<OutcomeTopic, OutcomeRecord>> last) {
    if (outcome.partition() != entry.position().partition()) {
      return; // it is misplaced, which is a finding
    }
    OutcomeRecord before = last.computeIfAbsent(
            outcome.partition(), unused -> new EnumMap<>(OutcomeTopic.class))
        .put(outcome.topic(), outcome);
    if (before != null && before.offset() >= outcome.offset()) {
      findings.add(
          Check.OUTCOME_OUT_OF_ORDER,
          "%s is for %s, but %s is for an earlier command",
          outcome,
          entry,
          before);
    }
  }

  private void checkNoCommand(CommandEntry entry) {
    entry
        .outcome()
        .ifPresent(first -> findings.add(
            Check.OUTCOME_OF_NO_COMMAND, "%s names %s, which is not in the log", first, entry));
    for (OutcomeRecord repeated : entry.repeated()) {
      findings.add(
          Check.OUTCOME_OF_NO_COMMAND, "%s names %s, which is not in the log", repeated, entry);
    }
    if (entry.hasCall()) {
      findings.add(
          Check.OUTCOME_OF_NO_COMMAND,
          "a client received an outcome for %s, which is not in the log",
          entry);
    }
  }
}
