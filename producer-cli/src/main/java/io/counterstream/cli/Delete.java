package io.counterstream.cli;

import io.counterstream.cli.terminal.ExitCode;
import io.counterstream.contract.CounterCommand;
import io.counterstream.contract.Expectation;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code delete}: sends a command that deletes a counter, and prints its outcome. */
@Command(
    name = "delete",
    description = {
      "Delete a counter if it has the expected value.",
      "",
      "Afterwards the counter does not exist. If it is created again, its version goes on."
    },
    exitCodeList = {
      "0:deleted, or there was nothing to delete",
      ExitCode.FAILED_HELP,
      ExitCode.USAGE_HELP,
      ExitCode.CONFLICT_HELP,
      ExitCode.REJECTED_HELP,
      ExitCode.NO_OUTCOME_HELP
    },
    footer = {"%nExample:", "  counterstream delete stock --expected 0"})
final class Delete implements Callable<Integer> {
  @Spec
  private CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "NAME",
      description = "The counter. Before a name that starts with '-' put '--'.")
  private String counter;

  @Option(
      names = "--expected",
      required = true,
      paramLabel = "N|any",
      description = {
        "The expected value of the counter:",
        "N: delete it only if it is exactly N;",
        "any: delete it at any value."
      })
  private Expectation expected;

  @Option(
      names = "--expected-version",
      paramLabel = "N",
      description = "Delete it only if the version also is N.")
  private Long expectedVersion;

  @Option(
      names = "--command-id",
      paramLabel = "ID",
      description = "The id of the command, up to 64 characters. Default: a random one.")
  private String commandId;

  @Mixin
  private KafkaOptions options;

  @Override
  public Integer call() {
    if (expected instanceof Expectation.Absent) {
      throw new ParameterException(
          spec.commandLine(),
          "--expected must be a number or any, was absent: there is nothing to delete then");
    }
    CommandArguments.requireName(spec.commandLine(), counter);
    return OneCommand.send(spec.commandLine(), command(), options);
  }

  private CounterCommand command() {
    try {
      return CounterCommand.deleting(
          commandId == null ? CommandArguments.newId() : commandId,
          counter,
          expected,
          expectedVersion == null ? OptionalLong.empty() : OptionalLong.of(expectedVersion));
    } catch (IllegalArgumentException outOfRange) {
      throw new ParameterException(spec.commandLine(), outOfRange.getMessage(), outOfRange);
    }
  }
}
