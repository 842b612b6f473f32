package io.counterstream.core;

import io.counterstream.contract.CounterCommand;
import io.counterstream.contract.CounterState;
import io.counterstream.contract.Expectation;
import io.counterstream.core.journal.Fingerprint;
import io.counterstream.core.journal.Journal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A sequence of events for a {@link CounterMachine}, and the last one's actions as text. Immutable:
 * each method returns a longer script.
 *
 * <p>If the last event is {@link #arrived} or {@link #committed}, {@link CounterMachine#advance}
 * follows.
 *
 * @param limits the machine's limits
 * @param committed the offset below which everything is committed
 * @param events the events so far
 */
record MachineScript(Limits limits, long committed, List<Event> events) {
  static final LogSource LOG = new LogSource("T", 0);

  /** An event; empty if the machine returns nothing for it. */
  private interface Event {
    Optional<Actions> apply(CounterMachine machine);
  }

  static MachineScript machine() {
    return machine(Limits.DEFAULT);
  }

  static MachineScript machine(Limits limits) {
    return new MachineScript(limits, 0, List.of());
  }

  /** Adds 1, whatever the value is. */
  static LoggedCommand any(long offset) {
    return command(offset, Expectation.ANY);
  }

  /** Adds 1 to a value. */
  static LoggedCommand exactly(long offset, long value) {
    return command(offset, Expectation.exactly(value));
  }

  /** Creates the counter at 1. */
  static LoggedCommand absent(long offset) {
    return command(offset, Expectation.ABSENT);
  }

  /** Changes nothing, whatever the value is. */
  static LoggedCommand check(long offset) {
    CounterCommand command = new CounterCommand("id" + offset, "c", 0, Expectation.ANY);
    return new LoggedCommand(offset, Instant.EPOCH, command);
  }

  /** Deletes the counter. */
  static LoggedCommand deleting(long offset) {
    CounterCommand command =
        CounterCommand.deleting("id" + offset, "c", Expectation.ANY, OptionalLong.empty());
    return new LoggedCommand(offset, Instant.EPOCH, command);
  }

  /** The item of a deleted counter, which no log has written. */
  static Optional<CounterItem> tombstone(long version) {
    return Optional.of(new CounterItem(
        "c",
        new CounterItem.Usable(0, OptionalLong.of(version), true),
        List.of(),
        Optional.empty(),
        Optional.empty()));
  }

  /** Adds 1 to the greatest value. */
  static LoggedCommand overflowing(long offset) {
    return exactly(offset, Long.MAX_VALUE);
  }

  private static LoggedCommand command(long offset, Expectation expected) {
    CounterCommand command = new CounterCommand("id" + offset, "c", 1, expected);
    return new LoggedCommand(offset, Instant.EPOCH, command);
  }

  /** An item that another writer created. */
  static Optional<CounterItem> item(long value, long version) {
    return Optional.of(
        new CounterItem("c", value, OptionalLong.of(version), List.of(), Optional.empty()));
  }

  /** An item with one journal entry: a command decided against one less than value and version. */
  static Optional<CounterItem> recorded(long value, long version, long entry, long upTo) {
    Journal.Writer journal = Journal.EMPTY.writer();
    journal.add(entry, new CounterState(value - 1, version - 1));
    LogProgress log = new LogProgress(LOG, upTo, journal.journal());
    return Optional.of(
        new CounterItem("c", value, OptionalLong.of(version), List.of(log), Optional.empty()));
  }

  /** An item whose value or version is none. */
  static Optional<CounterItem> unusable() {
    return Optional.of(new CounterItem(
        "c",
        new CounterItem.Unusable("attribute value must be an integer"),
        List.of(),
        Optional.empty(),
        Optional.empty()));
  }

  /** An unusable item that records a command rejected because of that. */
  static Optional<CounterItem> recordedUnusable(long entry) {
    return unusable()
        .map(item -> item.withLogs(List.of(new LogProgress(LOG, entry, rejected(entry)))));
  }

  /** A usable item that records a command rejected because it was unusable then. */
  static Optional<CounterItem> cured(long value, long version, long entry) {
    return item(value, version)
        .map(item -> item.withLogs(List.of(new LogProgress(LOG, entry, rejected(entry)))));
  }

  private static Journal rejected(long entry) {
    Journal.Writer journal = Journal.EMPTY.writer();
    journal.add(entry, Optional.empty(), Fingerprint.UNKNOWN);
    return journal.journal();
  }

  MachineScript arrived(LoggedCommand... commands) {
    return then(machine -> {
      List.of(commands).forEach(machine::arrived);
      return Optional.empty();
    });
  }

  MachineScript committed(long offset) {
    return new MachineScript(limits, offset, events);
  }

  MachineScript released() {
    long upTo = committed;
    return then(machine -> {
      machine.release(upTo);
      return Optional.empty();
    });
  }

  MachineScript advance() {
    return thenReturning((machine, upTo) -> machine.advance(upTo));
  }

  MachineScript pastLimit() {
    return thenReturning(CounterMachine::advancePastLimit);
  }

  MachineScript read(Optional<CounterItem> actual) {
    return thenReturning((machine, upTo) -> machine.readCompleted(actual, upTo));
  }

  MachineScript updated(Optional<CounterItem> actual) {
    return thenReturning((machine, upTo) -> machine.blindUpdateCompleted(actual, upTo));
  }

  MachineScript accepted() {
    return thenReturning(CounterMachine::putAccepted);
  }

  MachineScript refused(Optional<CounterItem> actual) {
    return thenReturning((machine, upTo) -> machine.putRefused(actual, upTo));
  }

  MachineScript failed() {
    return thenReturning((machine, upTo) -> machine.requestFailed());
  }

  /** An event that takes the committed offset. */
  private interface CommittedEvent {
    Actions apply(CounterMachine machine, long committed);
  }

  private MachineScript thenReturning(CommittedEvent event) {
    long upTo = committed;
    return then(machine -> Optional.of(event.apply(machine, upTo)));
  }

  private MachineScript then(Event event) {
    List<Event> longer = new ArrayList<>(events);
    longer.add(event);
    return new MachineScript(limits, committed, List.copyOf(longer));
  }

  /** The machine after the events. */
  CounterMachine machineAfter() {
    CounterMachine machine = new CounterMachine("c", LOG, limits, new DecideOnce());
    events.forEach(event -> event.apply(machine));
    return machine;
  }

  /** The actions of the last event, or of {@link CounterMachine#advance} if that has none. */
  String run() {
    CounterMachine machine = new CounterMachine("c", LOG, limits, new DecideOnce());
    Optional<Actions> last = Optional.empty();
    for (Event event : events) {
      last = event.apply(machine);
    }
    return text(last.orElseGet(() -> machine.advance(committed)));
  }

  private static String text(Actions actions) {
    StringBuilder text = new StringBuilder();
    for (Actions.Decision decision : actions.decisions()) {
      text.append(decision.offset()).append(' ').append(text(decision)).append("; ");
    }
    return text.append(text(actions.next())).toString();
  }

  private static String text(Actions.Decision decision) {
    if (decision instanceof Actions.Stale stale) {
      return "stale, to " + stale.decidedUpTo();
    }
    if (decision instanceof Actions.Rewritten rewritten) {
      return "rewritten, to " + rewritten.decidedUpTo();
    }
    Actions.Decided decided = (Actions.Decided) decision;
    String type = decided.outcome().type().name().toLowerCase(Locale.ROOT);
    return type + " "
        + decided
            .outcome()
            .state()
            .map(state -> state.value() + " v" + state.version())
            .orElse("unusable");
  }

  private static String text(Actions.Next next) {
    if (next instanceof Actions.Next.Read read) {
      return "read" + failed(read.failures());
    }
    if (next instanceof Actions.Next.Update update) {
      BlindUpdate blind = update.update();
      return "update " + blind.first().offset() + ".." + blind.last().offset()
          + failed(update.failures());
    }
    if (next instanceof Actions.Next.Put put) {
      CounterItem item = put.put().item();
      return "put " + text(item.content()) + " "
          + item.lastWriter().orElseThrow().journal() + " if "
          + put.put().seen().map(MachineScript::text).orElse("absent") + failed(put.failures());
    }
    return next instanceof Actions.Next.AwaitCommit ? "await commit" : "nothing";
  }

  private static String text(CounterItem.Content content) {
    return content instanceof CounterItem.Usable usable
        ? (usable.tombstone() ? "deleted" : "" + usable.value()) + " v"
            + usable.storedVersion().orElseThrow()
        : "unusable";
  }

  private static String text(CounterItem seen) {
    return text(seen.content())
        + seen.lastWriter().map(log -> " to " + log.offset()).orElse("");
  }

  private static String failed(int failures) {
    return failures == 0 ? "" : ", failed " + failures;
  }

  @Override
  public String toString() {
    return events.size() + " events";
  }
}
