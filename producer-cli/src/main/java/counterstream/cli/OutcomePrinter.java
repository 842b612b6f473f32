package counterstream.cli;

import counterstream.contract.CounterState;
import java.io.PrintWriter;
import picocli.CommandLine;

/** Prints outcomes in the format that was asked for. */
final class OutcomePrinter {
  private final PrintWriter out;
  private final OutputFormat format;
  private final OutcomeText text;

  /** To the standard output of {@code commandLine}, in colours if that is a terminal. */
  OutcomePrinter(CommandLine commandLine, OutputFormat format) {
    this.out = commandLine.getOut();
    this.format = format;
    this.text = new OutcomeText(
        commandLine.getColorScheme().ansi().enabled()
            ? OutcomeText.Style.COLOURED
            : OutcomeText.Style.PLAIN);
  }

  /** What became of a command. */
  void print(ReceivedOutcome received) {
    out.println(format == OutputFormat.json ? received.json() : text.line(received.outcome()));
  }

  /** What a check found. */
  void print(ReceivedOutcome received, String counter, CounterState state) {
    out.println(format == OutputFormat.json ? received.json() : OutcomeText.line(counter, state));
  }

  /** Whether nobody reads any more, as after {@code | head}. */
  boolean isClosed() {
    return out.checkError();
  }
}
