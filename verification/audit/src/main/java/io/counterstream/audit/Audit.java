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
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Collects what was observed of a run and checks whether the guarantee held. Not thread-safe.
 *
 * <p>Commands, outcomes and calls may be given in any interleaving. About 600 bytes are kept for a
 * command with its outcome and its call. {@link #report} needs 100 bytes more for each command of
 * the largest counter.
 *
 * <p>The audit is valid if every successful write by others than the processor is given: as an
 * {@link Edit}, an {@link UnusablePeriod} or a {@link Deletion}. Then the versions of a counter
 * start at 1 and have no gaps.
 */
public final class Audit {
  /** By position, so that the records of a partition are visited in log order. */
  private final TreeMap<RecordPosition, CommandEntry> entries = new TreeMap<>();

  private final Map<Log, Long> lastOffsets = new HashMap<>();
  private final Map<OutcomeKind, Long> outcomes = new EnumMap<>(OutcomeKind.class);
  private final List<Removal> removals = new ArrayList<>();
  private final List<TornRecords> torn = new ArrayList<>();
  private final List<Edit> edits = new ArrayList<>();
  private final List<UnusablePeriod> unusable = new ArrayList<>();
  private final List<Deletion> deletions = new ArrayList<>();
  private final Map<String, CounterState> items = new HashMap<>();
  private final Map<String, Map<String, String>> attributesWritten = new HashMap<>();
  private final Map<String, Map<String, String>> attributesFound = new HashMap<>();
  private int windowMin;
  private int windowMax = Integer.MAX_VALUE;
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
    long last = lastOffsets.getOrDefault(Log.of(position), -1L);
    if (position.offset() <= last) {
      throw new IllegalArgumentException("commands must be given in log order, but " + position
          + " was given after offset " + last);
    }
    lastOffsets.put(Log.of(position), position.offset());
    entry(position).command(command);
    commands++;
  }

  /** Adds a committed outcome or dead letter. All must be given, in any order. */
  public void outcome(OutcomeRecord outcome) {
    outcomes.merge(outcome.kind(), 1L, Long::sum);
    deadLetters += outcome.topic() == OutcomeTopic.DEAD_LETTER ? 1 : 0;
    entry(outcome.command()).outcome(outcome);
  }

  /**
   * Says how far back the processors compared commands with earlier ones; by default it is unknown.
   *
   * @param min a command that is so many offsets or fewer behind one with its id is a repeat
   * @param max a command that is more offsets behind is none
   */
  public void repeatsWindow(int min, int max) {
    windowMin = min;
    windowMax = max;
  }

  /** Adds records that were deleted from the command topic before all had outcomes. */
  public void removal(Removal removal) {
    removals.add(Objects.requireNonNull(removal, "removal"));
  }

  /** Adds committed records of a transaction that Kafka tore. */
  public void torn(TornRecords records) {
    torn.add(Objects.requireNonNull(records, "records"));
  }

  /**
   * Adds an outcome that Kafka aborted although it committed a part of its transaction. If its
   * command has no other outcome, that is no finding.
   */
  public void aborted(OutcomeRecord outcome) {
    entry(outcome.command()).aborted(outcome);
  }

  /** Adds a successful write of the table by another writer. All must be given, in any order. */
  public void edit(Edit edit) {
    edits.add(Objects.requireNonNull(edit, "edit"));
  }

  /** Adds a time in which another writer's edit made an item unusable; its cure is an edit. */
  public void unusable(UnusablePeriod period) {
    unusable.add(Objects.requireNonNull(period, "period"));
  }

  /** Adds a deletion of an item by another writer. All must be given, in any order. */
  public void deletion(Deletion deletion) {
    deletions.add(Objects.requireNonNull(deletion, "deletion"));
  }

  /** Adds attributes that another writer has added to an item; they must be there at the end. */
  public void attributesWritten(String counter, Map<String, String> attributes) {
    attributesWritten.put(CounterName.checked(counter), Map.copyOf(attributes));
  }

  /** Adds the attributes of others that an item of the table has at the end. */
  public void attributesFound(String counter, Map<String, String> attributes) {
    attributesFound.put(CounterName.checked(counter), Map.copyOf(attributes));
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
    CommandLogCheck logs = new CommandLogCheck(entries, torn, findings);
    logs.check(removals);
    RepeatCheck repeats = new RepeatCheck(windowMin, windowMax, removals, findings);
    entries.values().forEach(repeats::check);
    Map<String, CounterRecords> counters = new TreeMap<>();
    items.keySet().forEach(counter -> records(counters, counter));
    for (CommandEntry entry : entries.values()) {
      entry.valid().ifPresent(command -> records(counters, command.counter()).command(entry));
    }
    edits.forEach(edit -> records(counters, edit.counter()).edit(edit));
    unusable.forEach(period -> records(counters, period.counter()).unusable(period));
    deletions.forEach(deletion -> records(counters, deletion.counter()).deletion(deletion));
    LostRecords lost = new LostRecords(logs.lost(), repeats);
    counters.forEach((counter, records) ->
        records.check(items.getOrDefault(counter, CounterState.ABSENT), lost, findings));
    attributesWritten.forEach((counter, written) -> CounterRecords.checkAttributes(
        counter, written, attributesFound.getOrDefault(counter, Map.of()), findings));
    return findings.report(counts(counters.size(), logs));
  }

  /** Passes on all valid commands, in the order of their positions. */
  public void commands(Consumer<ObservedCommand> sink) {
    for (CommandEntry entry : entries.values()) {
      entry
          .valid()
          .ifPresent(command -> sink.accept(new ObservedCommand(
              entry.position(),
              command,
              entry.outcome().flatMap(OutcomeRecord::outcome),
              entry.sentNanos(),
              entry.receivedNanos())));
    }
  }

  private static CounterRecords records(Map<String, CounterRecords> counters, String counter) {
    return counters.computeIfAbsent(counter, CounterRecords::new);
  }

  private Counts counts(long counters, CommandLogCheck logs) {
    return new Counts(
        commands,
        counters,
        count(OutcomeKind.APPLIED),
        count(OutcomeKind.CONFLICT),
        count(OutcomeKind.OUT_OF_BOUNDS),
        count(OutcomeKind.OVERFLOW),
        count(OutcomeKind.INVALID),
        count(OutcomeKind.WRONG_KEY),
        count(OutcomeKind.UNUSABLE),
        deadLetters,
        logs.lost().size(),
        logs.tornOutcomes(),
        edits.size(),
        calls,
        items.size());
  }

  private long count(OutcomeKind kind) {
    return outcomes.getOrDefault(kind, 0L);
  }
}
