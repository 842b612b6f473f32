package io.counterstream.cli;

import io.counterstream.cli.terminal.ExitCode;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code completion}: prints the script with which a shell completes commands and options. */
@Command(
    name = "completion",
    description = "Print a script that lets a shell complete commands and options.",
    exitCodeList = {"0:printed", ExitCode.USAGE_HELP},
    footer = {
      "%nExamples, for this session, or in ~/.bashrc or ~/.zshrc:",
      "  source <(./counterstream completion bash)",
      "  source <(./counterstream completion zsh)"
    })
final class Completion implements Callable<Integer> {
  /** The shells, by the words on the command line. */
  private enum Shell {
    bash,
    zsh
  }

  @Spec
  private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "bash|zsh", description = "The shell.")
  private Shell shell;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this and exit.")
  private boolean help;

  @Override
  public Integer call() {
    // One script serves both shells.
    PrintWriter out = spec.commandLine().getOut();
    out.print(AutoComplete.bash("counterstream", spec.root().commandLine()));
    out.flush();
    return ExitCode.APPLIED.code();
  }
}
