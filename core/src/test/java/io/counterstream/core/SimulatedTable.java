package io.counterstream.core;

import io.counterstream.contract.CounterState;
import io.counterstream.core.journal.Journal;
import io.counterstream.core.journal.JournalCodec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The table: conditional writes and consistent reads. Encodes and decodes journals. */
final class SimulatedTable {
  private final World world;
  private final Map<String, CounterItem> items = new TreeMap<>();

  /** Items that another program has filled: each put would exceed the size of an item. */
  private final Set<String> full = new HashSet<>();

  /** Attributes of other programs, by counter. */
  private final Map<String, String> others = new HashMap<>();

  SimulatedTable(World world) {
    this.world = world;
  }

  Optional<CounterItem> read(String counter) {
    return Optional.ofNullable(items.get(counter));
  }

  /** The counter's state; that of an absent counter if the item is unusable. */
  CounterState state(String counter) {
    return read(counter).flatMap(CounterItem::state).orElse(CounterState.ABSENT);
  }

  boolean isFull(String counter) {
    return full.contains(counter);
  }

  /** Another program adds attributes to the item, in all or in part of the room that it has. */
  void describe(String counter, boolean fills) {
    if (items.containsKey(counter)) {
      others.put(counter, "description at " + world.now());
      if (fills && full.add(counter)) {
        world.met(Coverage.Event.ITEM_FULL);
      }
    }
  }

  /** Another program removes its largest attribute. */
  void empty(String counter) {
    full.remove(counter);
  }

  /** Carries out a blind update, if its condition holds. */
  boolean blindUpdate(Request request) {
    BlindUpdate update = request.blindUpdate().orElseThrow();
    Optional<CounterItem> actual = read(update.counter());
    Optional<CounterItem> written = world.rules.table().blindUpdate().apply(update, actual);
    written.ifPresent(item -> {
      Optional<CounterState> before = BlindUpdateTerm.before(actual);
      if (before.isPresent()) {
        world.audit.recorded(request, new SimulationAudit.Change(before, actual, item));
      } else {
        world.met(Coverage.Event.BLIND_UPDATE_MET_A_FRACTION);
        world.audit.metFraction(request);
      }
      write(item);
    });
    return written.isPresent();
  }

  /** Carries out a put, if its condition holds; returns what it left. */
  Optional<CounterItem> put(Request request) {
    ConditionalPut put = request.put().orElseThrow();
    Optional<CounterItem> actual = read(put.item().counter());
    boolean holds = put.seen().isEmpty()
        ? actual.isEmpty()
        : actual.isPresent()
            && world.rules.table().condition().test(put.seen().get(), actual.get());
    if (!holds) {
      return Optional.empty();
    }
    CounterItem left = RawContent.leftBy(put);
    CounterItem stored =
        actual.map(held -> world.rules.table().stored().apply(held, left)).orElse(left);
    Optional<CounterState> against =
        put.seen().map(CounterItem::state).orElse(Optional.of(CounterState.ABSENT));
    world.audit.recorded(request, new SimulationAudit.Change(against, actual, stored));
    if (actual
        .flatMap(CounterItem::raw)
        .filter(raw -> ((RawContent) raw).isMoved())
        .isPresent()) {
      world.met(Coverage.Event.BLIND_UPDATE_UNDONE);
    }
    write(stored);
    return Optional.of(left);
  }

  private void write(CounterItem item) {
    String counter = item.counter();
    items.put(counter, stored(item));
    String before = others.getOrDefault(counter, "");
    String after = world.rules.table().others().apply(before);
    if (!after.equals(before)) {
      world.audit.violated(
          SimulationAudit.Invariant.OTHER_ATTRIBUTES_STAY, counter + " has lost " + before);
    }
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
    return RawContent.of(item).item(item.withLogs(logs));
  }

  /** Another writer puts an item. */
  void edit(CounterItem item) {
    Optional<CounterItem> before = read(item.counter());
    CounterItem edited =
        before.map(held -> world.rules.table().edited().apply(held, item)).orElse(item);
    items.put(item.counter(), edited);
    world.audit.edited(edited);
    world.say("edit: %s", edited);
  }

  /**
   * The table removes an item of a counter that does not exist, because its time to live is over:
   * what it records is committed, and no processor or request is left from when it was written.
   */
  void expire(String counter) {
    Optional<CounterItem> item = read(counter);
    if (item.flatMap(CounterItem::state).map(CounterState::exists).orElse(true)) {
      return;
    }
    if (world.takes(Shortcut.EXPIRES_ITEMS_TOO_EARLY) || world.hasOutlived(item.get())) {
      world.met(Coverage.Event.ITEM_EXPIRED);
      world.audit.history(counter).expired(world.now());
      delete(counter);
    }
  }

  /** Another writer deletes the item, or the table does, because its time to live is over. */
  void delete(String counter) {
    if (items.remove(counter) != null) {
      world.met(Coverage.Event.ITEM_DELETED);
      others.remove(counter);
      full.remove(counter);
      world.audit.deleted(counter);
      world.say("edit: %s deleted", counter);
    }
  }
}
