package io.counterstream.core;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.stream.Collectors;

/** An attribute that a put's condition compares between the item seen and the item in the table. */
enum ConditionTerm {
  VALUE(item -> RawContent.of(item).value()),
  VERSION(item -> RawContent.of(item).version()),
  TOMBSTONE(item -> item.state().isPresent() && RawContent.of(item).tombstone()),
  SOURCE(item -> RawContent.of(item).writer().map(LogPosition::source)),
  OFFSET(item -> List.of(
      RawContent.of(item).writer().map(LogPosition::offset), RawContent.of(item).open())),
  OTHER_LOGS(item -> item.otherLogs().stream()
      .collect(Collectors.toMap(LogProgress::source, LogProgress::offset)));

  private final Function<CounterItem, Object> attribute;

  ConditionTerm(Function<CounterItem, Object> attribute) {
    this.attribute = attribute;
  }

  private boolean isSame(CounterItem seen, CounterItem actual) {
    return attribute.apply(seen).equals(attribute.apply(actual));
  }

  /** Production's condition: all of them. */
  static BiPredicate<CounterItem, CounterItem> all() {
    return only(EnumSet.allOf(ConditionTerm.class));
  }

  static BiPredicate<CounterItem, CounterItem> only(ConditionTerm first, ConditionTerm... more) {
    return only(EnumSet.of(first, more));
  }

  static BiPredicate<CounterItem, CounterItem> allBut(ConditionTerm first, ConditionTerm... more) {
    return only(EnumSet.complementOf(EnumSet.of(first, more)));
  }

  /** The same for usable items; of unusable ones, only the other terms are checked. */
  static BiPredicate<CounterItem, CounterItem> ofUsableItems(ConditionTerm first) {
    BiPredicate<CounterItem, CounterItem> others = allBut(first);
    return (seen, actual) ->
        seen.state().isEmpty() ? others.test(seen, actual) : all().test(seen, actual);
  }

  private static BiPredicate<CounterItem, CounterItem> only(Set<ConditionTerm> terms) {
    return (seen, actual) -> {
      for (ConditionTerm term : terms) {
        if (!term.isSame(seen, actual)) {
          return false;
        }
      }
      return true;
    };
  }
}
