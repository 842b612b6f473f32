package io.counterstream.core;

import io.counterstream.contract.CounterState;
import io.counterstream.contract.Outcome;
import io.counterstream.core.Actions.Decided;
import io.counterstream.core.journal.Journal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.function.Predicate;

/** Decides commands one after the other and collects what one put records. Used by one thread. */
final class BatchBuilder {
  private final List<LoggedCommand> commands = new ArrayList<>();
  private final List<Decided> decided = new ArrayList<>();
  private final Journal.Writer journal;
  private final Optional<CounterItem> item;
  private Optional<CounterState> state;
  private Optional<Instant> updatedAt;

  /** Starts from the item to decide against and the journal entries that are still needed. */
  BatchBuilder(Optional<CounterItem> item, Journal retained) {
    this.item = item;
    this.journal = retained.writer();
    this.state = item.map(CounterItem::state).orElse(Optional.of(CounterState.ABSENT));
    this.updatedAt = item.flatMap(CounterItem::updatedAt);
  }

  /** Starts from a state that the commands suppose. */
  BatchBuilder(CounterState supposed) {
    this.item = Optional.empty();
    this.journal = Journal.EMPTY.writer();
    this.state = Optional.of(supposed);
    this.updatedAt = Optional.empty();
  }

  int size() {
    return commands.size();
  }

  long journalBytesMaxAfterNext() {
    return journal.bytesMaxAfterNext();
  }

  boolean isEmpty() {
    return commands.isEmpty();
  }

  /** Whether all commands so far are checks. */
  boolean isOfChecks() {
    return commands.stream().allMatch(logged -> Decider.isCheck(logged.command()));
  }

  /** The commands so far. */
  List<LoggedCommand> commands() {
    return commands;
  }

  /** The outcomes so far. */
  List<Decided> decided() {
    return decided;
  }

  /**
   * Takes commands from the head of a queue as long as they are wanted and fit.
   *
   * @param pastLimit whether the journal may exceed its limit, see {@link
   *     CounterMachine#advancePastLimit}
   */
  void take(
      Queue<LoggedCommand> waiting,
      Predicate<LoggedCommand> wanted,
      Limits limits,
      boolean pastLimit) {
    long bytesMax = pastLimit
        ? limits.journalBytesPastLimit(journal.bytesMaxAfterNext())
        : limits.journalBytesMax();
    while (!waiting.isEmpty() && size() < limits.batchCommandsMax()) {
      boolean fits = journal.bytesMaxAfterNext() <= bytesMax;
      boolean mayExceed = pastLimit && size() == 0;
      if (!fits && !mayExceed || !wanted.test(waiting.peek())) {
        break;
      }
      decide(waiting.poll());
    }
  }

  void decide(LoggedCommand command) {
    Outcome outcome = Decider.decide(command, state);
    journal.add(command.offset(), state, command.fingerprint());
    Optional<CounterState> after = outcome.state().or(() -> state);
    if (!after.equals(state)) {
      updatedAt = Optional.of(command.timestamp());
    }
    state = after;
    commands.add(command);
    decided.add(new Decided(command.offset(), outcome));
  }

  /** The state after the commands so far; empty if the item is unusable. */
  Optional<CounterState> state() {
    return state;
  }

  Optional<Instant> updatedAt() {
    return updatedAt;
  }

  Journal journal() {
    return journal.journal();
  }

  long lastOffset() {
    return commands.get(commands.size() - 1).offset();
  }

  /** The item that records the commands. What is unusable stays as it is. */
  CounterItem item(String counter, LogSource source) {
    LogProgress progress = new LogProgress(source, lastOffset(), journal());
    CounterItem.Content content = state
        .<CounterItem.Content>map(after -> new CounterItem.Usable(
            after.value(), OptionalLong.of(after.version()), after.deleted()))
        .orElseGet(() -> item.orElseThrow().content());
    return new CounterItem(
        counter,
        content,
        item.map(there -> there.logsWith(progress)).orElse(List.of(progress)),
        updatedAt,
        Optional.empty());
  }

  /** The batch, given the put of {@link #item}. */
  Batch batch(ConditionalPut put, Limits limits) {
    OptionalLong commitUpTo = journal.bytesMaxAfterNext() > limits.journalBytesMax() / 2
        ? journal().middle()
        : OptionalLong.empty();
    return new Batch(commands, decided, put, commitUpTo);
  }
}
