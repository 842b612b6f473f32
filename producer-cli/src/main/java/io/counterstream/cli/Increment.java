package io.counterstream.cli;

import io.counterstream.cli.terminal.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code increment}: sends a command and prints its outcome. */
@Command(
    name = "increment",
    description = "Add to a counter if it has the expected value.",
    exitCodeList = {
      "0:applied",
      ExitCode.FAILED_HELP,
      ExitCode.USAGE_HELP,
      ExitCode.CONFLICT_HELP,
      ExitCode.REJECTED_HELP,
      ExitCode.NO_OUTCOME_HELP
    },
    footer = {
      "%nExamples:",
      "  counterstream increment page-views --expected any",
      "  counterstream increment page-views --expected 41",
      "  counterstream increment stock --by 12 --expected absent"
    })
final class Increment implements Callable<Integer> {
  @Spec
  private CommandSpec spec;

  @Option(
      names = "--by",
      paramLabel = "N",
      defaultValue = "1",
      description = "The amount to add; may be negative; 0 only checks. Default: ${DEFAULT-VALUE}.")
  private long delta;

  @Mixin
  private OneCommand command;

  @Override
  public Integer call() {
    return command.send(spec.commandLine(), delta);
  }
}
