package io.counterstream.cli;

import io.counterstream.cli.kafka.ReceivedOutcome;
import io.counterstream.cli.terminal.OutcomeText;
import io.counterstream.contract.CounterState;
import java.io.PrintWriter;
import picocli.CommandLine;

/** Prints outcomes in the chosen format. */
final class OutcomePrinter {
  private final PrintWriter out;
  private final boolean json;
  private final OutcomeText text;

  /** Prints to the standard output of {@code commandLine}, with colours if it is a terminal. */
  OutcomePrinter(CommandLine commandLine, SharedOptions options) {
    this.out = commandLine.getOut();
    this.json = options.isJson();
    this.text = new OutcomeText(
        commandLine.getColorScheme().ansi().enabled()
            ? OutcomeText.Style.COLOURED
            : OutcomeText.Style.PLAIN);
  }

  /** Prints the outcome of a command. */
  void print(ReceivedOutcome received) {
    out.println(json ? received.json() : text.line(received.outcome()));
  }

  /** Prints the state that a check found. */
  void print(ReceivedOutcome received, String counter, CounterState state) {
    out.println(json ? received.json() : OutcomeText.line(counter, state));
  }

  /** Returns whether the output is closed, as after {@code | head}. */
  boolean isClosed() {
    return out.checkError();
  }
}
