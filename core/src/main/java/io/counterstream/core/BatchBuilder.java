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

/** Decides commands one after the other and collects what one put records. Used by one thread. */
final class BatchBuilder {
  private final List<LoggedCommand> commands = new ArrayList<>();
  private final List<Decided> decided = new ArrayList<>();
  private final Journal.Writer journal;
  private final Optional<CounterItem> item;
  private CounterState state;
  private Optional<Instant> updatedAt;

  /** Starts from the item to decide against and the journal entries that are still needed. */
  BatchBuilder(Optional<CounterItem> item, Journal retained) {
    this.item = item;
    this.journal = retained.writer();
    this.state = item.map(CounterItem::state).orElse(CounterState.ABSENT);
    this.updatedAt = item.flatMap(CounterItem::updatedAt);
  }

  /** Starts from a state that the commands suppose. */
  BatchBuilder(CounterState supposed) {
    this.item = Optional.empty();
    this.journal = Journal.EMPTY.writer();
    this.state = supposed;
    this.updatedAt = Optional.empty();
  }

  int size() {
    return commands.size();
  }

  long journalBytesMaxAfterNext() {
    return journal.bytesMaxAfterNext();
  }

  void decide(LoggedCommand command) {
    Outcome outcome = Decider.decide(command.command(), command.timestamp(), state);
    journal.add(command.offset(), state, command.fingerprint());
    CounterState after = outcome.state().orElse(state);
    if (after.version() != state.version()) {
      updatedAt = Optional.of(command.timestamp());
    }
    state = after;
    commands.add(command);
    decided.add(new Decided(command.offset(), outcome));
  }

  /** The state after the commands so far. */
  CounterState state() {
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

  /** The item that records the commands. */
  CounterItem item(String counter, LogSource source) {
    LogProgress progress = new LogProgress(source, lastOffset(), journal());
    return new CounterItem(
        counter,
        state.value(),
        OptionalLong.of(state.version()),
        item.map(there -> there.logsWith(progress)).orElse(List.of(progress)),
        updatedAt);
  }

  /** The batch, given the put of {@link #item}. */
  Batch batch(ConditionalPut put, Limits limits) {
    OptionalLong commitUpTo = journal.bytesMaxAfterNext() > limits.journalBytesMax() / 2
        ? journal().middle()
        : OptionalLong.empty();
    return new Batch(commands, decided, put, commitUpTo);
  }
}
