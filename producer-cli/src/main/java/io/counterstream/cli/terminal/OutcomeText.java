package io.counterstream.cli.terminal;

import io.counterstream.contract.CounterState;
import io.counterstream.contract.Expectation;
import io.counterstream.contract.Outcome;
import java.util.OptionalLong;

/** Outcomes as lines for people. The column of names grows with the names seen. */
public final class OutcomeText {
  // Beyond this a long name shifts its own line only.
  private static final int NAME_WIDTH_MAX = 32;

  private final Style style;
  private int nameWidth;

  public OutcomeText(Style style) {
    this.style = style;
  }

  /** What became of a command: {@code applied   page-views  41 -> 42  (version 42)}. */
  public String line(Outcome outcome) {
    if (outcome instanceof Outcome.Applied applied) {
      return columns("applied", applied.counter(), change(applied));
    }
    if (outcome instanceof Outcome.Conflict conflict) {
      return columns("conflict", conflict.counter(), difference(conflict));
    }
    Outcome.Rejected rejected = (Outcome.Rejected) outcome;
    return columns(
        "rejected",
        rejected.counter().orElse("(no counter)"),
        PrintableText.of(rejected.reason() + ": " + rejected.message())
            + rejected.state().map(state -> "; it is " + found(state)).orElse(""));
  }

  /** What a counter is: {@code page-views  42  (version 42)}. */
  public static String line(String counter, CounterState state) {
    return PrintableText.of(counter) + "  " + (state.exists() ? found(state) : "does not exist");
  }

  private static String change(Outcome.Applied applied) {
    CounterState after = new CounterState(applied.value(), applied.version());
    if (applied.delta() != 0) {
      return applied.previous() + " -> " + found(after);
    }
    if (!after.exists()) {
      return "does not exist: checked, nothing changed";
    }
    if (applied.expected() instanceof Expectation.Absent) {
      return "created at " + found(after);
    }
    return "is " + found(after) + ": checked, nothing changed";
  }

  private static String difference(Outcome.Conflict conflict) {
    CounterState state = new CounterState(conflict.value(), conflict.version());
    return "expected " + expected(conflict.expected(), conflict.expectedVersion()) + ", "
        + (state.exists() ? "is " + found(state) : "does not exist")
        + ": nothing changed";
  }

  private static String expected(Expectation expectation, OptionalLong version) {
    String value;
    if (expectation instanceof Expectation.Exactly exactly) {
      value = Long.toString(exactly.value());
    } else {
      value = expectation instanceof Expectation.Any ? "any value" : "absent";
    }
    return version.isPresent() ? value + " at version " + version.getAsLong() : value;
  }

  private static String found(CounterState state) {
    return state.value() + "  (version " + state.version() + ")";
  }

  private String columns(String type, String counter, String rest) {
    String name = PrintableText.of(counter);
    nameWidth = Math.max(nameWidth, Math.min(name.length(), NAME_WIDTH_MAX));
    return style.type(type)
        + " ".repeat("conflict".length() + 2 - type.length())
        + name
        + " ".repeat(Math.max(0, nameWidth - name.length()) + 2)
        + rest;
  }

  /** How the word of an outcome's type looks. */
  @FunctionalInterface
  public interface Style {
    /** As it is. */
    Style PLAIN = type -> type;

    /** Green, yellow or red, in ANSI sequences. */
    Style COLOURED = type -> {
      int colour = switch (type) {
        case "applied" -> 32;
        case "conflict" -> 33;
        default -> 31;
      };
      return "\u001b[" + colour + "m" + type + "\u001b[0m";
    };

    /** The word, dressed. */
    String type(String type);
  }
}
