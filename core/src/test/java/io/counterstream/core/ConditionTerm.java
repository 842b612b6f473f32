package io.counterstream.core;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.stream.Collectors;

/** An attribute that a put's condition compares between the item seen and the item in the table. */
enum ConditionTerm {
  VALUE(CounterItem::value),
  VERSION(CounterItem::storedVersion),
  SOURCE(item -> lastWriter(item, LogProgress::source)),
  OFFSET(item -> lastWriter(item, LogProgress::offset)),
  OTHER_LOGS(item -> item.otherLogs().stream()
      .collect(Collectors.toMap(LogProgress::source, LogProgress::offset)));

  private final Function<CounterItem, Object> attribute;

  ConditionTerm(Function<CounterItem, Object> attribute) {
    this.attribute = attribute;
  }

  private static Object lastWriter(CounterItem item, Function<LogProgress, Object> attribute) {
    Optional<LogProgress> writer = item.lastWriter();
    return writer.map(attribute);
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
