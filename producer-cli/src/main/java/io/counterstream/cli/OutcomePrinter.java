package io.counterstream.cli;

import io.counterstream.cli.dlq.DeadLetterText;
import io.counterstream.cli.kafka.ReceivedDeadLetter;
import io.counterstream.cli.kafka.ReceivedOutcome;
import io.counterstream.cli.kafka.RecordPlace;
import io.counterstream.cli.terminal.CliException;
import io.counterstream.cli.terminal.JsonLine;
import io.counterstream.cli.terminal.OutcomeText;
import io.counterstream.cli.terminal.OutputFormat;
import io.counterstream.cli.terminal.PrintableText;
import io.counterstream.contract.CounterState;
import io.counterstream.contract.json.Timestamps;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.Set;
import picocli.CommandLine;

/** Prints outcomes and dead letters in the chosen format. The column of ids grows. */
final class OutcomePrinter {
  private static final int ID_WIDTH_MAX = 36;

  private final PrintWriter out;
  private final boolean json;
  private final boolean csv;
  private final OutcomeText text;
  private final Set<Show> shown;
  private int idWidth;

  /** Prints to the standard output of {@code commandLine}, with colours if it is a terminal. */
  OutcomePrinter(CommandLine commandLine, SharedOptions options) {
    this(commandLine, options.isJson() ? OutputFormat.json : OutputFormat.text, Set.of());
  }

  /**
   * As the other, and prints more beside each outcome. In JSON, only the place is not there; in
   * CSV, nothing.
   */
  OutcomePrinter(CommandLine commandLine, SharedOptions options, Set<Show> shown) {
    this(commandLine, options.output(), shown);
  }

  private OutcomePrinter(CommandLine commandLine, OutputFormat format, Set<Show> shown) {
    this.out = commandLine.getOut();
    this.json = format == OutputFormat.json;
    this.csv = format == OutputFormat.csv;
    if (csv) {
      out.println(OutcomeCsv.header());
    }
    this.shown = Set.copyOf(shown);
    this.text = new OutcomeText(
        commandLine.getColorScheme().ansi().enabled()
            ? OutcomeText.Style.COLOURED
            : OutcomeText.Style.PLAIN);
  }

  /** Prints the outcome of a command. */
  void print(ReceivedOutcome received) {
    if (csv) {
      out.println(OutcomeCsv.row(received));
      return;
    }
    if (json) {
      out.println(shown.contains(Show.place) ? withPlace(received) : received.json());
      return;
    }
    String line = text.line(received.outcome());
    out.println(before(received.outcome().timestamp(), received.outcome().commandId())
        + line
        + received.place().map(this::behind).orElse(""));
  }

  /** Prints a dead letter. */
  void print(ReceivedDeadLetter letter) {
    if (csv) {
      throw CliException.usage(
          "dead letters have no CSV: use --type without dlq, or --output json", null);
    }
    DeadLetterText dead = new DeadLetterText(letter);
    if (json) {
      out.println(dead.json());
      return;
    }
    String line = text.line(DeadLetterText.TYPE, dead.counter(), PrintableText.of(dead.reason()));
    out.println(
        before(letter.timestamp(), dead.commandId().orElse("-")) + line + behind(letter.place()));
  }

  /** Prints the state that a check found. */
  void print(ReceivedOutcome received, String counter, CounterState state) {
    out.println(json ? received.json() : OutcomeText.line(counter, state));
  }

  /** Returns whether the output is closed, as after {@code | head}. */
  boolean isClosed() {
    return out.checkError();
  }

  private String before(Instant time, String commandId) {
    StringBuilder before = new StringBuilder();
    if (shown.contains(Show.time)) {
      before.append(Timestamps.text(time)).append("  ");
    }
    if (shown.contains(Show.id)) {
      String id = PrintableText.of(commandId);
      idWidth = Math.max(idWidth, Math.min(id.length(), ID_WIDTH_MAX));
      before.append(id).append(" ".repeat(Math.max(0, idWidth - id.length()) + 2));
    }
    return before.toString();
  }

  private String behind(RecordPlace place) {
    return shown.contains(Show.place) ? "  (" + place.text() + ")" : "";
  }

  /** Adds the place as the last field of the record's object. */
  private static String withPlace(ReceivedOutcome received) {
    String object = received.json().strip();
    String place = received
        .place()
        .map(where -> JsonLine.of(json -> {
          json.writeFieldName("record");
          where.writeTo(json);
        }))
        .orElse("{}");
    return place.equals("{}")
        ? object
        : object.substring(0, object.length() - 1) + "," + place.substring(1);
  }
}
