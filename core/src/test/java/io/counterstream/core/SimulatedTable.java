package io.counterstream.core;

import io.counterstream.contract.CounterState;
import io.counterstream.core.journal.Journal;
import io.counterstream.core.journal.JournalCodec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/** The table: conditional writes, consistent reads, manual edits. Encodes and decodes journals. */
final class SimulatedTable {
  private final World world;
  private final Map<String, CounterItem> items = new TreeMap<>();

  SimulatedTable(World world) {
    this.world = world;
  }

  Optional<CounterItem> read(String counter) {
    return Optional.ofNullable(items.get(counter));
  }

  CounterState state(String counter) {
    return read(counter).map(CounterItem::state).orElse(CounterState.ABSENT);
  }

  /** Carries out a blind update, if its condition holds. */
  boolean blindUpdate(Request request) {
    BlindUpdate update = request.blindUpdate().orElseThrow();
    Optional<CounterItem> actual = read(update.counter());
    Optional<CounterItem> written = world.rules.table().blindUpdate().apply(update, actual);
    written.ifPresent(item -> {
      CounterState before = BlindUpdateTerm.before(actual);
      world.audit.recorded(request, new SimulationAudit.Change(before, actual, item));
      items.put(update.counter(), stored(item));
    });
    return written.isPresent();
  }

  /** Carries out a put, if its condition holds. */
  boolean put(Request request) {
    ConditionalPut put = request.put().orElseThrow();
    Optional<CounterItem> actual = read(put.item().counter());
    boolean holds = put.seen().isEmpty()
        ? actual.isEmpty()
        : actual.isPresent()
            && world.rules.table().condition().test(put.seen().get(), actual.get());
    if (holds) {
      CounterState state = put.seen().map(CounterItem::state).orElse(CounterState.ABSENT);
      world.audit.recorded(request, new SimulationAudit.Change(state, actual, put.item()));
      items.put(put.item().counter(), stored(world.rules.table().stored().apply(put.item())));
    }
    return holds;
  }

  /** An item as DynamoDB returns it: the last writer's log first, the others in any order. */
  private static CounterItem stored(CounterItem item) {
    List<LogProgress> logs = new ArrayList<>();
    for (LogProgress log : item.logs()) {
      byte[] bytes = JournalCodec.encode(log.journal(), log.offset());
      Journal journal = JournalCodec.decode(bytes, log.offset(), Optional.empty());
      if (!journal.equals(log.journal())) {
        throw new IllegalStateException(log.journal() + " was decoded as " + journal);
      }
      logs.add(new LogProgress(log.source(), log.offset(), journal));
    }
    logs.subList(1, logs.size()).sort(Comparator.comparing(log -> log.source().toString()));
    return new CounterItem(
        item.counter(), item.value(), item.storedVersion(), logs, item.updatedAt());
  }

  /** The counter exists from the start. */
  void given(String counter, CounterState state) {
    edit(new CounterItem(
        counter, state.value(), OptionalLong.of(state.version()), List.of(), Optional.empty()));
  }

  /** Another writer sets the value and keeps the rest; creates a bare item if there is none. */
  void editValue(String counter, long value) {
    CounterItem item = items.get(counter);
    if (item == null) {
      replace(counter, value);
      return;
    }
    world.met(Coverage.Event.VALUE_EDITED);
    CounterItem edited =
        new CounterItem(counter, value, item.storedVersion(), item.logs(), item.updatedAt());
    edit(world.rules.table().edited().apply(item, edited));
  }

  /** Another writer sets value and version and keeps the rest. */
  void editVersion(String counter, CounterState state) {
    CounterItem item = items.get(counter);
    if (item != null) {
      world.met(Coverage.Event.VERSION_EDITED);
      CounterItem edited = new CounterItem(
          counter, state.value(), OptionalLong.of(state.version()), item.logs(), item.updatedAt());
      edit(world.rules.table().edited().apply(item, edited));
    }
  }

  /** Another writer replaces the item by a bare one, which erases its journal. */
  void replace(String counter, long value) {
    world.met(Coverage.Event.ITEM_REPLACED_BY_ANOTHER_WRITER);
    world.audit.erased(counter);
    edit(new CounterItem(counter, value, OptionalLong.empty(), List.of(), Optional.empty()));
  }

  /** Another writer deletes the item. */
  void delete(String counter) {
    if (items.remove(counter) != null) {
      world.met(Coverage.Event.ITEM_DELETED);
      world.audit.edited(counter, CounterState.ABSENT);
      world.say("edit: %s deleted", counter);
    }
  }

  private void edit(CounterItem item) {
    items.put(item.counter(), item);
    world.audit.edited(item.counter(), item.state());
    world.say("edit: %s", item);
  }
}
