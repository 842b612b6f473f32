package io.counterstream.processor.simulation;

import io.counterstream.contract.CounterState;
import io.counterstream.core.BlindUpdate;
import io.counterstream.core.ConditionalPut;
import io.counterstream.core.CounterItem;
import io.counterstream.core.Decisions;
import io.counterstream.core.LogProgress;
import io.counterstream.core.TableRules;
import io.counterstream.core.journal.Journal;
import io.counterstream.core.journal.JournalCodec;
import io.counterstream.core.table.UnreadableItemException;
import io.counterstream.core.table.UnwritableItemException;
import io.counterstream.core.table.WriteResponse;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The items of the table, which carries out conditional writes and consistent reads. */
final class CounterItems {
  private final SimulatedDeployment deployment;
  private final Map<String, CounterItem> items = new TreeMap<>();
  private final Map<String, Fault> faults = new TreeMap<>();

  /** The counters whose items are or were at fault. */
  private final Set<String> everFaulty = new TreeSet<>();

  /** Every state that a counter had. */
  private final Map<String, Set<CounterState>> states = new TreeMap<>();

  private int otherChanges;

  /** What makes it impossible to decide a counter's commands. */
  enum Fault {
    UNREADABLE,
    UNWRITABLE,
    /** The item is well, but requests for it fail, for example because its key is throttled. */
    FAILING
  }

  CounterItems(SimulatedDeployment deployment) {
    this.deployment = deployment;
  }

  /** Another writer breaks an item, or makes it too large to be written; or cures it. */
  void breakOrCure(String counter) {
    if (faults.containsKey(counter)) {
      cure(counter);
    } else if (items.containsKey(counter)) {
      Fault fault = deployment.choices.anyOf(List.of(Fault.values()));
      deployment.say("item of %s: %s", counter, fault);
      deployment.met(
          switch (fault) {
            case UNREADABLE -> StreamEvent.ITEM_UNREADABLE;
            case UNWRITABLE -> StreamEvent.ITEM_UNWRITABLE;
            case FAILING -> StreamEvent.COUNTER_FAILS_ALONE;
          });
      faults.put(counter, fault);
      everFaulty.add(counter);
      otherChanges++;
    }
  }

  /** All requests for a counter fail from now on. */
  void fail(String counter) {
    deployment.say("item of %s: %s", counter, Fault.FAILING);
    deployment.met(StreamEvent.COUNTER_FAILS_AT_LAST);
    faults.put(counter, Fault.FAILING);
    everFaulty.add(counter);
  }

  private void cure(String counter) {
    deployment.say("item of %s: cured", counter);
    faults.remove(counter);
    otherChanges++;
  }

  /** Every item is cured. Returns whether one was at fault. */
  boolean cureAll() {
    List<String> faulty = List.copyOf(faults.keySet());
    faulty.forEach(this::cure);
    return !faulty.isEmpty();
  }

  boolean wasFaulty(String counter) {
    return everFaulty.contains(counter);
  }

  /** A number that changes when something about the item changes. */
  int itemHash(String counter) {
    return Objects.hash(items.get(counter), otherChanges);
  }

  /** As the table returns it to a processor. */
  Optional<CounterItem> request(String counter) {
    requireReadable(counter);
    return read(counter);
  }

  private void requireReadable(String counter) {
    if (faults.get(counter) == Fault.UNREADABLE) {
      deployment.met(StreamEvent.REQUEST_FOR_AN_ITEM_AT_FAULT);
      throw new UnreadableItemException(counter, "the journal can't be read");
    }
    if (faults.get(counter) == Fault.FAILING) {
      throw new IllegalStateException("the key is throttled");
    }
  }

  /** Another program changes an attribute of its own. */
  void editOtherAttribute(String counter) {
    if (items.containsKey(counter)) {
      deployment.met(StreamEvent.OTHER_ATTRIBUTE_EDITED);
      deployment.say("item of %s: another attribute is changed", counter);
      otherChanges++;
    }
  }

  /** The table deletes an item because of its time to live, whatever processors run. */
  void expire(String counter) {
    if (items.remove(counter) != null) {
      deployment.met(StreamEvent.ITEM_EXPIRED);
      deployment.say("item of %s: deleted", counter);
      faults.remove(counter);
      otherChanges++;
      deployment.audit.erased(counter);
    }
  }

  private Optional<CounterItem> read(String counter) {
    return Optional.ofNullable(items.get(counter));
  }

  /** Whether a counter had a state at some time. */
  boolean had(String counter, CounterState state) {
    return state.equals(CounterState.ABSENT)
        || states.getOrDefault(counter, Set.of()).contains(state);
  }

  private void hold(CounterItem item) {
    items.put(item.counter(), item);
    states
        .computeIfAbsent(item.counter(), unused -> new HashSet<>())
        .add(item.state().orElseThrow());
  }

  CounterState state(String counter) {
    return read(counter).flatMap(CounterItem::state).orElse(CounterState.ABSENT);
  }

  WriteResponse blindUpdate(BlindUpdate update) {
    Optional<CounterItem> actual = request(update.counter());
    Optional<CounterItem> written = TableRules.REAL.blindUpdate().apply(update, actual);
    if (written.isEmpty()) {
      return new WriteResponse.Refused(actual);
    }
    deployment.met(StreamEvent.BLIND_UPDATE_DONE);
    return accept(Decisions.before(actual), actual, written.get());
  }

  WriteResponse put(ConditionalPut put) {
    Optional<CounterItem> actual = request(put.item().counter());
    boolean holds = put.seen().isEmpty()
        ? actual.isEmpty()
        : actual.isPresent() && TableRules.REAL.condition().test(put.seen().get(), actual.get());
    if (!holds) {
      deployment.met(StreamEvent.PUT_REFUSED);
      return new WriteResponse.Refused(actual);
    }
    return accept(state(put.item().counter()), actual, put.item());
  }

  private WriteResponse accept(
      CounterState against, Optional<CounterItem> actual, CounterItem written) {
    if (faults.get(written.counter()) == Fault.UNWRITABLE) {
      deployment.met(StreamEvent.REQUEST_FOR_AN_ITEM_AT_FAULT);
      throw new UnwritableItemException(
          written.counter(), "the item is too large", new IllegalStateException("too large"));
    }
    CounterItem stored = stored(written);
    deployment.say("table: %s", stored);
    deployment.audit.recorded(against, actual, stored);
    hold(stored);
    return new WriteResponse.Accepted(stored);
  }

  /** An item as DynamoDB returns it: the last writer's log first, the others in any order. */
  private static CounterItem stored(CounterItem item) {
    List<LogProgress> logs = new ArrayList<>();
    for (LogProgress log : item.logs()) {
      byte[] bytes = JournalCodec.encode(log.journal(), log.offset());
      Journal journal = JournalCodec.decode(bytes, log.offset(), Optional.empty());
      logs.add(new LogProgress(log.source(), log.offset(), journal));
    }
    logs.subList(1, logs.size()).sort(Comparator.comparing(log -> log.source().toString()));
    return new CounterItem(
        item.counter(), item.content(), logs, item.updatedAt(), Optional.empty());
  }

  /** Another writer sets the value and keeps the rest; creates a bare item if there is none. */
  void edit(String counter, long value) {
    Optional<CounterItem> before = read(counter);
    CounterItem edited = new CounterItem(
        counter,
        new CounterItem.Usable(
            value,
            before.map(there -> there.usable().storedVersion()).orElse(OptionalLong.empty()),
            before.map(there -> there.usable().tombstone()).orElse(false)),
        before.map(CounterItem::logs).orElse(List.of()),
        before.flatMap(CounterItem::updatedAt),
        Optional.empty());
    deployment.met(StreamEvent.VALUE_EDITED);
    deployment.say("edit: %s", edited);
    deployment.audit.edited(counter, value - state(counter).value());
    hold(edited);
  }
}
