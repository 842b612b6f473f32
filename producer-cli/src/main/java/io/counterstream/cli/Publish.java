package io.counterstream.cli;

import io.counterstream.cli.kafka.ReceivedOutcome;
import io.counterstream.cli.publish.Memory;
import io.counterstream.cli.publish.Publication;
import io.counterstream.cli.publish.PublishRequest;
import io.counterstream.cli.publish.PublishSummary;
import io.counterstream.cli.terminal.CliException;
import io.counterstream.cli.terminal.ExitCode;
import io.counterstream.cli.terminal.Interruption;
import io.counterstream.cli.terminal.Screen;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code publish}: sends commands from a file or a pipe. */
@Command(
    name = "publish",
    description = {
      "Send commands from a file or a pipe, one per line; can be resumed.",
      "",
      "A line is a JSON object, or CSV, in UTF-8. It is checked as a processor does. An"
          + " invalid line is reported with its number and its first byte, and skipped. All"
          + " others are sent in order and acknowledged by the brokers. Blank lines are ignored. A"
          + " line without a commandId gets one.",
      "",
      "The position in the file is stored until all is sent, so that --resume can continue after"
          + " any interruption: nothing is lost and nothing is sent twice. A last line without a"
          + " line break may be half written. It waits, unless it is whole (JSON, without"
          + " --resume)."
    },
    exitCodeList = {
      "0:every line was sent; with --wait: and applied",
      "1:a line was invalid, waits or was not acknowledged, or it failed: no broker, …",
      ExitCode.USAGE_HELP,
      "3:with --wait: all were sent, but there was a conflict",
      "4:with --wait: all were sent, but one was rejected",
      "5:with --wait: all were sent, but an outcome did not come in time",
      "130:interrupted by Ctrl-C"
    },
    footer = {
      "%nExamples:",
      "  counterstream publish commands.jsonl --wait",
      "  counterstream publish commands.csv --resume",
      "  echo '{\"counter\":\"stock\",\"delta\":-2,\"expected\":10}' | counterstream publish"
    })
final class Publish implements Callable<Integer> {
  private static final Path STANDARD_INPUT = Path.of("-");

  @Spec
  private CommandSpec spec;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "FILE",
      defaultValue = "-",
      description = "The file, or a pipe; -, the default, is standard input.")
  private Path file;

  @Option(
      names = "--format",
      paramLabel = "json|csv",
      description = "json: an object per line; csv: the first line names the columns, which commas,"
          + " semicolons or tabs separate. Default: as the first line shows, or by the suffix of"
          + " the file, or json.")
  private PublishRequest.Format format;

  @Option(
      names = "--wait",
      description = "Wait for the outcomes, print those that are not applied, and count all."
          + " --timeout bounds the wait for the next one.")
  private boolean wait;

  @Option(
      names = "--final-line",
      description = "Send a last line that has no line break, too. Always so in a pipe.")
  private boolean finalLine;

  @ArgGroup(exclusive = true)
  private Choice choice = new Choice();

  @Option(
      names = "--state",
      paramLabel = "FILE",
      description = "The file that stores the position. Default: the input's name with"
          + " .publish-state; none for standard input and pipes.")
  private Path state;

  @Mixin
  private KafkaOptions options;

  /** How to treat an earlier publish of the same input. */
  private static final class Choice {
    @Option(
        names = "--resume",
        description = "Continue where an earlier publish of this input stopped, or start with the"
            + " first line.")
    private boolean resume;

    @Option(
        names = "--restart",
        description = "Ignore an earlier publish of this input and send everything.")
    private boolean restart;

    @Option(
        names = "--no-state",
        description = "Store no position: the publish can't be resumed, and needs no transactions.")
    private boolean noState;
  }

  @Override
  public Integer call() throws IOException {
    PublishRequest request = request();
    PrintWriter out = spec.commandLine().getOut();
    try (Interruption interruption = Interruption.watch()) {
      PublishSummary summary = new Publication(
              options.connection(), request, spec.commandLine().getErr(), Screen.ofProcess())
          .run(interruption);
      out.println(options.shared().isJson() ? summary.json() : summary.text());
      return summary.exitCode().code();
    }
  }

  private PublishRequest request() {
    Optional<Path> input = Optional.of(file).filter(path -> !path.equals(STANDARD_INPUT));
    input.ifPresent(Publish::requireReadable);
    boolean isStored = input.filter(InputFile::isStored).isPresent();
    Memory memory = memory(isStored);
    requireState(memory, isStored);
    if (input.isPresent() && !isStored && state == null && !choice.noState) {
      spec.commandLine()
          .getErr()
          .println(file + " is read as a stream: this publish can't be resumed");
    }
    OutcomePrinter printer = new OutcomePrinter(spec.commandLine(), options.shared());
    return new PublishRequest(
        input,
        Optional.ofNullable(format),
        memory,
        Optional.ofNullable(state),
        lastLine(InputFile.mayGrow(input), memory),
        wait ? Optional.of((line, outcome) -> print(printer, line, outcome)) : Optional.empty());
  }

  private void requireState(Memory memory, boolean isStored) {
    if (memory == Memory.NONE && state != null) {
      throw CliException.usage("--state and --no-state exclude each other: give one", null);
    }
    if (memory != Memory.NONE && !isStored && state == null) {
      throw CliException.usage(
          "the position in "
              + (file.equals(STANDARD_INPUT) ? "standard input" : file + ", a stream,")
              + " needs a file that stores it: name one with --state",
          null);
    }
    if (state != null && InputFile.isSame(state, file)) {
      throw CliException.usage("--state must be a file of its own, was the input, " + file, null);
    }
  }

  private Memory memory(boolean isStored) {
    if (choice.resume) {
      return Memory.RESUME;
    }
    if (choice.restart) {
      return Memory.RESTART;
    }
    return choice.noState || !isStored && state == null ? Memory.NONE : Memory.FRESH;
  }

  private PublishRequest.LastLine lastLine(boolean mayGrow, Memory memory) {
    if (finalLine || !mayGrow) {
      return PublishRequest.LastLine.SENT;
    }
    return memory == Memory.RESUME
        ? PublishRequest.LastLine.WAITS
        : PublishRequest.LastLine.SENT_IF_WHOLE;
  }

  private void print(OutcomePrinter printer, long line, ReceivedOutcome outcome) {
    if (!options.shared().isJson()) {
      spec.commandLine().getOut().print("line " + line + ": ");
    }
    printer.print(outcome);
  }

  static void requireReadable(Path path) {
    if (Files.isDirectory(path)) {
      throw CliException.usage("must be a file, but " + path + " is a folder", null);
    }
    if (!Files.exists(path)) {
      throw CliException.usage("no such file: " + path, null);
    }
    if (!Files.isReadable(path)) {
      throw CliException.usage("can't read " + path + ": no permission", null);
    }
  }
}
