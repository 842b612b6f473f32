package io.counterstream.audit;

import io.counterstream.contract.CounterName;
import io.counterstream.contract.CounterState;
import io.counterstream.contract.json.DecodedCommand;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Collects what was observed of a run and checks whether the guarantee held. Not thread-safe.
 *
 * <p>Commands, outcomes and calls may be given in any interleaving. About 600 bytes are kept for a
 * command with its outcome and its call. {@link #report} needs 100 bytes more for each command of
 * the largest counter.
 *
 * <p>The audit is valid if no item is deleted or replaced: the versions of a counter start at 1
 * and have no gaps, and every successful write by others than the processor is given as an {@link
 * Edit}.
 */
public final class Audit {
  /** By position, so that the records of a partition are visited in log order. */
  private final TreeMap<RecordPosition, CommandEntry> entries = new TreeMap<>();

  private final Map<Integer, Long> lastOffsets = new HashMap<>();
  private final Map<OutcomeKind, Long> outcomes = new EnumMap<>(OutcomeKind.class);
  private final List<Edit> edits = new ArrayList<>();
  private final Map<String, CounterState> items = new HashMap<>();
  private long commands;
  private long deadLetters;
  private long calls;

  /**
   * Adds a record of the command topic. All records must be given, those of a partition in log
   * order.
   *
   * @throws IllegalArgumentException if the record does not follow the previous one of its
   *     partition: fix the reader
   */
  public void command(RecordPosition position, DecodedCommand command) {
    if (position.equals(RecordPosition.NONE)) {
      throw new IllegalArgumentException("a command must have a position, but had none");
    }
    long last = lastOffsets.getOrDefault(position.partition(), -1L);
    if (position.offset() <= last) {
      throw new IllegalArgumentException("commands must be given in log order, but " + position
          + " was given after offset " + last);
    }
    lastOffsets.put(position.partition(), position.offset());
    entry(position).command(command);
    commands++;
  }

  /** Adds a committed outcome or dead letter. All must be given, in any order. */
  public void outcome(OutcomeRecord outcome) {
    outcomes.merge(outcome.kind(), 1L, Long::sum);
    deadLetters += outcome.topic() == OutcomeTopic.DEAD_LETTER ? 1 : 0;
    entry(outcome.command()).outcome(outcome);
  }

  /** Adds a successful write of the table by another writer. All must be given, in any order. */
  public void edit(Edit edit) {
    edits.add(Objects.requireNonNull(edit, "edit"));
  }

  /**
   * Adds the times that a client observed for one command. Optional, at most once for a command.
   *
   * @param sentNanos the client's clock before it sent the command; the same clock as that of edits
   * @param receivedNanos when a {@code read_committed} consumer read the outcome
   */
  public void call(RecordPosition position, long sentNanos, long receivedNanos) {
    if (sentNanos > receivedNanos) {
      throw new IllegalArgumentException("an outcome must be received after the command was sent, "
          + "but " + position + " was sent at " + sentNanos + " and received at " + receivedNanos);
    }
    entry(position).call(sentNanos, receivedNanos);
    calls++;
  }

  /**
   * Adds an item of the table as it is at the end. All must be given, each once.
   *
   * @throws IllegalArgumentException if the counter's item was given before: fix the reader
   */
  public void item(String counter, CounterState state) {
    CounterName.checked(counter);
    if (items.putIfAbsent(counter, state) != null) {
      throw new IllegalArgumentException(
          "an item must be given once, but that of counter " + counter + " was given twice");
    }
  }

  private CommandEntry entry(RecordPosition position) {
    return entries.computeIfAbsent(position, CommandEntry::new);
  }

  /** Checks everything given so far. May be called again after more was given. */
  public AuditReport report() {
    Findings findings = new Findings();
    checkOutcomes(findings);
    Map<String, List<CommandEntry>> byCounter = new HashMap<>();
    for (CommandEntry entry : entries.values()) {
      entry
          .valid()
          .ifPresent(command -> byCounter
              .computeIfAbsent(command.counter(), unused -> new ArrayList<>())
              .add(entry));
    }
    TreeSet<String> counters = new TreeSet<>(byCounter.keySet());
    counters.addAll(items.keySet());
    Map<String, List<Edit>> editsByCounter = new HashMap<>();
    for (Edit edit : edits) {
      counters.add(edit.counter());
      editsByCounter
          .computeIfAbsent(edit.counter(), unused -> new ArrayList<>())
          .add(edit);
    }
    for (String counter : counters) {
      List<Operation> operations = new ArrayList<>();
      byCounter
          .getOrDefault(counter, List.of())
          .forEach(entry -> Operation.of(entry).ifPresent(operations::add));
      editsByCounter
          .getOrDefault(counter, List.of())
          .forEach(edit -> operations.add(Operation.of(edit)));
      CounterHistory.check(counter, operations, Optional.ofNullable(items.get(counter)), findings);
    }
    return findings.report(counts(counters.size()));
  }

  private void checkOutcomes(Findings findings) {
    Map<Integer, Map<OutcomeTopic, OutcomeRecord>> last = new HashMap<>();
    for (CommandEntry entry : entries.values()) {
      Optional<DecodedCommand> command = entry.command();
      if (command.isEmpty()) {
        checkNoCommand(entry, findings);
        continue;
      }
      for (OutcomeRecord repeated : entry.repeated()) {
        findings.add(
            Check.OUTCOME_REPEATED,
            "%s has %s and then %s, expected one outcome",
            entry,
            entry.outcome().orElseThrow(),
            repeated);
      }
      if (entry.outcome().isEmpty()) {
        findings.add(Check.OUTCOME_MISSING, "%s has no outcome", entry);
        continue;
      }
      OutcomeRecord outcome = entry.outcome().get();
      OutcomeCheck.check(entry, command.get(), outcome, findings);
      if (outcome.partition() == entry.position().partition()) { // otherwise it is misplaced
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
    }
  }

  private static void checkNoCommand(CommandEntry entry, Findings findings) {
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

  private Counts counts(long counters) {
    return new Counts(
        commands,
        counters,
        count(OutcomeKind.APPLIED),
        count(OutcomeKind.CONFLICT),
        count(OutcomeKind.OVERFLOW),
        count(OutcomeKind.INVALID),
        count(OutcomeKind.WRONG_KEY),
        deadLetters,
        edits.size(),
        calls,
        items.size());
  }

  private long count(OutcomeKind kind) {
    return outcomes.getOrDefault(kind, 0L);
  }
}
