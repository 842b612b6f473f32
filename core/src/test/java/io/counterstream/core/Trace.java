package io.counterstream.core;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The events of one schedule, a line for each; empty if it is off. */
public final class Trace {
  private final List<String> lines = new ArrayList<>();
  private final boolean wanted;

  private Trace(boolean wanted) {
    this.wanted = wanted;
  }

  /** Keeps nothing. */
  public static Trace off() {
    return new Trace(false);
  }

  /** Keeps every event. */
  public static Trace on() {
    return new Trace(true);
  }

  /** Adds an event. */
  public void add(long at, String format, Object... arguments) {
    if (wanted) {
      Object[] shown = Stream.of(arguments).map(Trace::shown).toArray();
      lines.add(String.format("%4d  ", at) + String.format(format, shown));
    }
  }

  private static Object shown(Object argument) {
    if (!(argument instanceof CounterItem item)) {
      return argument;
    }
    StringBuilder text = new StringBuilder(item.counter() + " = ");
    if (item.content() instanceof CounterItem.Usable usable) {
      text.append(usable.value());
      usable.storedVersion().ifPresent(version -> text.append(" v").append(version));
    } else {
      text.append(item.content());
    }
    for (LogProgress log : item.logs()) {
      text.append(", ").append(log.source()).append(" to ").append(log.offset());
      text.append(' ').append(log.journal());
    }
    return text;
  }

  /** Prints the lines. */
  public void print() {
    lines.forEach(System.out::println);
  }

  @Override
  public String toString() {
    return String.join("\n", lines);
  }
}
