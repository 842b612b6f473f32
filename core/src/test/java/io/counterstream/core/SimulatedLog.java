package io.counterstream.core;

import io.counterstream.contract.IncrementCommand;
import io.counterstream.contract.Outcome;
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

/** One partition with its group's committed offset, its mark, committed outcomes, and its owner. */
final class SimulatedLog {
  private final LogSource source;
  private final StoredDecidedOffset mark;
  private final List<LoggedCommand> commands = new ArrayList<>();
  private final Map<Long, Long> firstDelivered = new HashMap<>();
  private final SortedMap<Long, Outcome> outcomes = new TreeMap<>();
  private final Set<Long> jumpedOver = new HashSet<>();
  private long end;
  private long committed;
  private Owner owner;
  private boolean deleted;

  /**
   * A new log.
   *
   * @param source its name
   * @param mark where its mark is kept; that of a topic of the same name may still stand there
   */
  SimulatedLog(LogSource source, StoredDecidedOffset mark) {
    this.source = source;
    this.mark = mark;
  }

  LogSource source() {
    return source;
  }

  StoredDecidedOffset mark() {
    return mark;
  }

  List<LoggedCommand> commands() {
    return Collections.unmodifiableList(commands);
  }

  /** Appends a command, after a gap such as transaction markers make. */
  LoggedCommand append(IncrementCommand command, int gap) {
    long offset = end + gap;
    end = offset + 1;
    LoggedCommand logged = new LoggedCommand(offset, Instant.ofEpochMilli(offset), command);
    commands.add(logged);
    return logged;
  }

  /** The offset behind the last command. */
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

  /** Commits a transaction, as Kafka does: outcomes and offset together, the owner only. */
  void commit(long offset, Map<Long, Outcome> transaction) {
    committed = offset;
    outcomes.putAll(transaction);
  }

  /** Sets the group's offset, as the message of a processor that stopped asks for. */
  void setBack(long offset) {
    committed = offset;
  }

  /** Resets the group's offset. What that jumps over may never have an outcome. */
  void reset(long offset) {
    for (LoggedCommand command : commands) {
      long at = command.offset();
      if (committed <= at && at < offset && !outcomes.containsKey(at)) {
        jumpedOver.add(at);
      }
    }
    committed = offset;
  }

  boolean wasJumpedOver(long offset) {
    return jumpedOver.contains(offset);
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
    mark.nobodyWasTold();
  }

  /** The topic was deleted: nobody can commit any more. */
  void delete() {
    deleted = true;
    owner = null;
  }

  boolean isDeleted() {
    return deleted;
  }
}
