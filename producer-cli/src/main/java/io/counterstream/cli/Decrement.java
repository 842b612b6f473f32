package io.counterstream.cli;

import io.counterstream.cli.terminal.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code decrement}: sends a command that adds a negative amount, and prints its outcome. */
@Command(
    name = "decrement",
    description = {
      "Subtract from a counter if it has the expected value.",
      "",
      "The command adds the negative amount: 'decrement stock --by 2' is 'increment stock --by -2'."
    },
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
      "  counterstream decrement stock --by 2 --expected 10",
      "  counterstream decrement stock --by 2 --expected any --min 0"
    })
final class Decrement implements Callable<Integer> {
  @Spec
  private CommandSpec spec;

  @Option(
      names = "--by",
      paramLabel = "N",
      defaultValue = "1",
      description = "The amount to subtract; 0 only checks. Default: ${DEFAULT-VALUE}.")
  private long amount;

  @Mixin
  private OneCommand command;

  @Override
  public Integer call() {
    if (amount < 0) {
      throw new ParameterException(
          spec.commandLine(),
          "--by must be 0 or more, was " + amount + ": to add, use 'increment'");
    }
    return command.send(spec.commandLine(), -amount);
  }
}
