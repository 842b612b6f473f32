package io.counterstream.core;

import io.counterstream.contract.CounterCommand;
import io.counterstream.contract.Outcome;
import io.counterstream.core.journal.Fingerprint;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** One partition: its commands, committed offset, decided offset, committed outcomes, and owner. */
final class SimulatedLog {
  private final LogSource source;
  private final StoredDecidedOffset decidedOffset;
  private final List<LoggedCommand> commands = new ArrayList<>();
  private final Map<Long, Long> firstDelivered = new HashMap<>();
  private final SortedMap<Long, Outcome> outcomes = new TreeMap<>();
  private final Set<Long> skipped = new HashSet<>();
  private int leaderEpoch;
  private boolean hasLostRecords;
  private long end;

  /** The greatest end under the present leader. */
  private long tip;

  private long committed;
  private Owner owner;
  private boolean deleted;

  /**
   * A new log.
   *
   * @param source its name
   * @param decidedOffset the place of its decided offset, which may still hold that of a deleted
   *     topic of the same name
   */
  SimulatedLog(LogSource source, StoredDecidedOffset decidedOffset) {
    this.source = source;
    this.decidedOffset = decidedOffset;
  }

  LogSource source() {
    return source;
  }

  StoredDecidedOffset decidedOffset() {
    return decidedOffset;
  }

  List<LoggedCommand> commands() {
    return Collections.unmodifiableList(commands);
  }

  /**
   * Appends a command, after a gap such as transaction markers make.
   *
   * @param hash of the record, for its fingerprint
   */
  LoggedCommand append(CounterCommand command, int gap, int hash) {
    long offset = end + gap;
    end = offset + 1;
    tip = Math.max(tip, end);
    LoggedCommand logged = new LoggedCommand(
        offset, Instant.ofEpochMilli(offset), command, new Fingerprint(leaderEpoch, hash));
    commands.add(logged);
    return logged;
  }

  /** The number of records at the end that a loss can take: none of them has an outcome. */
  int losable() {
    long decided = outcomes.isEmpty() ? 0 : outcomes.lastKey() + 1;
    return commands.size() - indexFrom(Math.max(committed, decided));
  }

  /** Whether the log has never been longer under its present leader. */
  boolean isAtItsTip() {
    return end == tip;
  }

  /** Loses its last records; others get their offsets. */
  void lose(int records) {
    List<LoggedCommand> lost = commands.subList(commands.size() - records, commands.size());
    end = lost.get(0).offset();
    lost.clear();
    firstDelivered.keySet().removeIf(offset -> offset >= end);
    skipped.removeIf(offset -> offset >= end);
    hasLostRecords = true;
  }

  /** Another leader, that lacks the lost records, appends from now on. */
  void elect() {
    leaderEpoch++;
    tip = end;
  }

  boolean hasLostRecords() {
    return hasLostRecords;
  }

  /** The offset after the last command. */
  long end() {
    return end;
  }

  /** The index of the first command at or above an offset. */
  int indexFrom(long offset) {
    int index = 0;
    while (index < commands.size() && commands.get(index).offset() < offset) {
      index++;
    }
    return index;
  }

  /** Whether the command at an offset is a check. */
  boolean hasCheckAt(long offset) {
    return Decider.isCheck(commands.get(indexFrom(offset)).command());
  }

  /** Whether a decision agrees with the bounds of the command as it was sent. */
  boolean isWithinBounds(LoggedCommand decided, Outcome outcome) {
    CounterCommand sent = sent(decided);
    boolean applied = outcome.type() == Outcome.Type.APPLIED;
    boolean outside = outcome instanceof Outcome.Conflict conflict
        && conflict.cause().equals(Outcome.Conflict.BOUNDS);
    if (!applied && !outside) {
      return true;
    }
    long value = outcome.state().orElseThrow().value();
    return sent.bounds().contain(applied ? value : value + sent.delta()) == applied;
  }

  /** The command as it was sent, if the log still has it. */
  private CounterCommand sent(LoggedCommand logged) {
    return commands.stream()
        .filter(there -> there.offset() == logged.offset())
        .map(LoggedCommand::command)
        .filter(there -> there.commandId().equals(logged.command().commandId()))
        .findFirst()
        .orElse(logged.command());
  }

  /** Whether the command was delivered before. */
  boolean delivered(LoggedCommand command, long at) {
    return firstDelivered.putIfAbsent(command.offset(), at) != null;
  }

  long firstDelivered(long offset) {
    return firstDelivered.get(offset);
  }

  /** The group's offset. */
  long committed() {
    return committed;
  }

  /** Commits a transaction as Kafka does: outcomes and offset together. */
  void commit(long offset, Map<Long, Outcome> transaction) {
    committed = offset;
    outcomes.putAll(transaction);
  }

  /** Sets the group's offset, as the message of a stopped processor advises. */
  void setBack(long offset) {
    committed = offset;
  }

  /** Resets the group's offset. Commands that it skips may never have an outcome. */
  void reset(long offset) {
    for (LoggedCommand command : commands) {
      long at = command.offset();
      if (committed <= at && at < offset && !outcomes.containsKey(at)) {
        skipped.add(at);
      }
    }
    committed = offset;
  }

  boolean wasSkipped(long offset) {
    return skipped.contains(offset);
  }

  SortedMap<Long, Outcome> outcomes() {
    return outcomes;
  }

  boolean isDone() {
    return deleted || indexFrom(committed) == commands.size();
  }

  Owner owner() {
    return owner;
  }

  void ownedBy(Owner next) {
    owner = next;
    decidedOffset.ownerChanged();
  }

  /** The topic was deleted: no owner can commit any more. */
  void delete() {
    deleted = true;
    owner = null;
  }

  boolean isDeleted() {
    return deleted;
  }
}
