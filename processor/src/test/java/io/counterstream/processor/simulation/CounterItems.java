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
import io.counterstream.core.table.WriteResponse;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/** The items of the table, which carries out conditional writes and consistent reads. */
final class CounterItems {
  private final SimulatedDeployment deployment;
  private final Map<String, CounterItem> items = new TreeMap<>();

  CounterItems(SimulatedDeployment deployment) {
    this.deployment = deployment;
  }

  Optional<CounterItem> read(String counter) {
    return Optional.ofNullable(items.get(counter));
  }

  CounterState state(String counter) {
    return read(counter).flatMap(CounterItem::state).orElse(CounterState.ABSENT);
  }

  WriteResponse blindUpdate(BlindUpdate update) {
    Optional<CounterItem> actual = read(update.counter());
    Optional<CounterItem> written = TableRules.REAL.blindUpdate().apply(update, actual);
    if (written.isEmpty()) {
      return new WriteResponse.Refused(actual);
    }
    deployment.met(StreamEvent.BLIND_UPDATE_DONE);
    return accept(Decisions.before(actual), actual, written.get());
  }

  WriteResponse put(ConditionalPut put) {
    Optional<CounterItem> actual = read(put.item().counter());
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
    CounterItem stored = stored(written);
    deployment.say("table: %s", stored);
    deployment.audit.recorded(against, actual, stored);
    items.put(stored.counter(), stored);
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
    CounterItem.Usable content = item.usable();
    return new CounterItem(
        item.counter(), content.value(), content.storedVersion(), logs, item.updatedAt());
  }

  /** Another writer sets the value and keeps the rest; creates a bare item if there is none. */
  void edit(String counter, long value) {
    Optional<CounterItem> before = read(counter);
    CounterItem edited = new CounterItem(
        counter,
        value,
        before.map(there -> there.usable().storedVersion()).orElse(OptionalLong.empty()),
        before.map(CounterItem::logs).orElse(List.of()),
        before.flatMap(CounterItem::updatedAt));
    deployment.met(StreamEvent.VALUE_EDITED);
    deployment.say("edit: %s", edited);
    deployment.audit.edited(counter, value - state(counter).value());
    items.put(counter, edited);
  }
}
