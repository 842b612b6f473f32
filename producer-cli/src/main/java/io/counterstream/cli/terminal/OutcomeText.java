package io.counterstream.cli.terminal;

import io.counterstream.contract.CounterState;
import io.counterstream.contract.Expectation;
import io.counterstream.contract.Outcome;
import java.util.Optional;
import java.util.OptionalLong;

/** Writes outcomes as lines for people. The column of names grows with its content. */
public final class OutcomeText {
  // A longer name shifts the rest of its own line only.
  private static final int NAME_WIDTH_MAX = 32;

  private final Style style;
  private int nameWidth;

  public OutcomeText(Style style) {
    this.style = style;
  }

  /** Returns an outcome: {@code applied   page-views  41 -> 42  (version 42)}. */
  public String line(Outcome outcome) {
    if (outcome instanceof Outcome.Applied applied) {
      return columns(outcome, change(applied));
    }
    if (outcome instanceof Outcome.Conflict conflict) {
      return columns(outcome, difference(conflict));
    }
    return columns(outcome, refusal((Outcome.Rejected) outcome));
  }

  /** Returns a record of another kind than an outcome, aligned with outcomes. */
  public String line(String kind, Optional<String> counter, String rest) {
    return columns(kind, kind.length(), counter.orElse("(no counter)"), rest);
  }

  /** Returns the state of a counter: {@code page-views  42  (version 42)}. */
  public static String line(String counter, CounterState state) {
    return PrintableText.of(counter) + "  " + (state.exists() ? found(state) : "does not exist");
  }

  private static String change(Outcome.Applied applied) {
    CounterState after = applied.state().orElseThrow();
    if (applied.command().delete()) {
      return after.deleted()
          ? applied.previous() + " -> deleted  (version " + after.version() + ")"
          : "does not exist: nothing to delete";
    }
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
    CounterState state = conflict.state().orElseThrow();
    boolean isOutside = conflict.cause().equals(Outcome.Conflict.BOUNDS);
    String expected = isOutside
        ? conflict.command().bounds() + " after " + signed(conflict.delta())
        : expected(conflict.expected(), conflict.expectedVersion());
    return "expected " + expected + ", "
        + (state.exists() ? "is " + found(state) : "does not exist")
        + ": nothing changed";
  }

  private static String signed(long delta) {
    return delta < 0 ? Long.toString(delta) : "+" + delta;
  }

  private static String refusal(Outcome.Rejected rejected) {
    return PrintableText.of(rejected.reason() + ": " + rejected.message())
        + rejected.state().map(state -> "; it is " + found(state)).orElse("");
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

  private String columns(Outcome outcome, String rest) {
    return columns(
        style.type(outcome.type()),
        outcome.type().word().length(),
        outcome.counterName().orElse("(no counter)"),
        rest);
  }

  private String columns(String kind, int kindWidth, String counter, String rest) {
    String name = PrintableText.of(counter);
    nameWidth = Math.max(nameWidth, Math.min(name.length(), NAME_WIDTH_MAX));
    return kind
        + " ".repeat("conflict".length() + 2 - kindWidth)
        + name
        + " ".repeat(Math.max(0, nameWidth - name.length()) + 2)
        + rest;
  }

  /** How an outcome's type looks. */
  @FunctionalInterface
  public interface Style {
    /** No colour. */
    Style PLAIN = Outcome.Type::word;

    /** Green, yellow or red, in ANSI sequences. */
    Style COLOURED = type -> {
      int colour = switch (type) {
        case APPLIED -> 32;
        case CONFLICT -> 33;
        case REJECTED -> 31;
      };
      return "\u001b[" + colour + "m" + type.word() + "\u001b[0m";
    };

    /** The type's word, with what gives it its look. */
    String type(Outcome.Type type);
  }
}
