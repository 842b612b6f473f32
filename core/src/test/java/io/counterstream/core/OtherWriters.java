package io.counterstream.core;

import io.counterstream.contract.CounterState;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Other programs and people that edit items: to other states, to unusable ones, and back. */
final class OtherWriters {
  private static final BigDecimal HALF = new BigDecimal("0.5");

  private final World world;

  OtherWriters(World world) {
    this.world = world;
  }

  /** The counter exists from the start. */
  void give(String counter, CounterState state) {
    world.table.edit(new CounterItem(
        counter, state.value(), OptionalLong.of(state.version()), List.of(), Optional.empty()));
  }

  /** Sets the value and keeps the rest; creates a bare item if there is none. */
  void editValue(String counter, long value) {
    if (world.table.read(counter).isEmpty()) {
      replace(counter, value);
      return;
    }
    world.met(Coverage.Event.VALUE_EDITED);
    setValue(counter, Optional.of(BigDecimal.valueOf(value)));
  }

  /** Sets value and version and keeps the rest. */
  void editVersion(String counter, CounterState state) {
    if (world.table.read(counter).isPresent()) {
      world.met(Coverage.Event.VERSION_EDITED);
      setVersion(counter, Optional.of(BigDecimal.valueOf(state.version())));
      setValue(counter, Optional.of(BigDecimal.valueOf(state.value())));
    }
  }

  /** Replaces the item by a bare one, which erases its journal. */
  void replace(String counter, long value) {
    world.met(Coverage.Event.ITEM_REPLACED_BY_ANOTHER_WRITER);
    world.audit.erased(counter);
    world.table.edit(
        new CounterItem(counter, value, OptionalLong.empty(), List.of(), Optional.empty()));
  }

  /** Makes the value or the version something that no counter has. */
  void damage(String counter) {
    if (world.table.read(counter).isEmpty()) {
      return;
    }
    CounterState state = world.table.state(counter);
    BigDecimal value = BigDecimal.valueOf(state.value());
    BigDecimal version = BigDecimal.valueOf(state.version());
    switch (world.choices.below(7)) {
      case 0 -> setValue(counter, Optional.of(value.add(HALF)));
      case 1 -> setValue(counter, Optional.of("seven"));
      case 2 -> setValue(counter, Optional.empty());
      case 3 -> setVersion(counter, Optional.of(version.add(HALF)));
      case 4 -> setVersion(counter, Optional.of("three"));
      case 5 -> setVersion(counter, Optional.of(BigDecimal.valueOf(Long.MAX_VALUE)));
      default -> setVersion(counter, Optional.of(BigDecimal.valueOf(CounterItem.VERSION_MAX)));
    }
    if (world.table.read(counter).flatMap(CounterItem::state).isEmpty()) {
      world.met(Coverage.Event.ITEM_MADE_UNUSABLE);
    }
  }

  /** Sets what makes an item unusable to what a counter may have. */
  void cure(String counter) {
    Optional<CounterItem> item = world.table.read(counter);
    if (item.isEmpty() || item.get().state().isPresent()) {
      return;
    }
    world.met(Coverage.Event.ITEM_CURED);
    if (RawContent.of(item.get()).isMoved()) {
      world.met(Coverage.Event.ITEM_CURED_BEFORE_A_BLIND_UPDATE_WAS_UNDONE);
    }
    if (isUnusableWith(RawContent.of(item.get()).keptValue(), Optional.empty())) {
      setValue(counter, Optional.of(BigDecimal.valueOf(world.choices.around(3))));
    }
    if (world.table.read(counter).flatMap(CounterItem::state).isEmpty()) {
      setVersion(counter, Optional.of(BigDecimal.valueOf(1 + world.choices.below(3))));
    }
  }

  /** Says of a deleted counter that it was not. */
  void restore(String counter) {
    Optional<CounterItem> item = world.table.read(counter);
    if (item.filter(there -> RawContent.of(there).tombstone()).isPresent()) {
      world.met(Coverage.Event.TOMBSTONE_REMOVED_BY_ANOTHER_WRITER);
      RawContent now = RawContent.of(item.get());
      world.table.edit(new RawContent(
              now.value(),
              now.version(),
              now.writer(),
              now.keptValue(),
              now.keptVersion(),
              now.open(),
              false)
          .item(item.get()));
    }
  }

  private static boolean isUnusableWith(Optional<Object> value, Optional<Object> version) {
    CounterItem bare = new CounterItem("c", 0, OptionalLong.empty(), List.of(), Optional.empty());
    return RawContent.of(value, version, Optional.empty(), false)
        .item(bare)
        .state()
        .isEmpty();
  }

  private void setValue(String counter, Optional<Object> value) {
    CounterItem item = world.table.read(counter).orElseThrow();
    RawContent now = RawContent.of(item);
    if (!now.value().equals(value)) {
      world.table.edit(new RawContent(
              value,
              now.version(),
              now.writer(),
              value,
              now.keptVersion(),
              now.open(),
              now.tombstone())
          .item(item));
    }
  }

  private void setVersion(String counter, Optional<Object> version) {
    CounterItem item = world.table.read(counter).orElseThrow();
    RawContent now = RawContent.of(item);
    if (!now.version().equals(version)) {
      world.table.edit(new RawContent(
              now.value(),
              version,
              now.writer(),
              now.keptValue(),
              version,
              now.open(),
              now.tombstone())
          .item(item));
    }
  }
}
