package io.counterstream.cli;

import io.counterstream.cli.CommandArguments.Expectations;
import io.counterstream.cli.kafka.ClientSession;
import io.counterstream.cli.kafka.ReceivedOutcome;
import io.counterstream.cli.terminal.ExitCode;
import io.counterstream.contract.Expectation;
import io.counterstream.contract.IncrementCommand;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code increment}: sends a command and prints its outcome. */
@Command(
    name = "increment",
    description = "Add to a counter if it has the expected value.",
    exitCodeList = {
      "0:applied",
      ExitCode.FAILED_HELP,
      ExitCode.USAGE_HELP,
      "3:conflict: the expectation failed, nothing changed",
      ExitCode.REJECTED_HELP,
      ExitCode.NO_OUTCOME_HELP
    },
    footer = {
      "%nExamples:",
      "  counterstream increment page-views --expected any",
      "  counterstream increment page-views --expected 41",
      "  counterstream increment stock --by -2 --expected 10"
    })
final class Increment implements Callable<Integer> {
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
      paramLabel = "N|any|absent",
      description = {
        "The expected value of the counter:",
        "N: apply only if it is exactly N; a counter that does not exist is 0;",
        "any: apply to any value;",
        "absent: create the counter; it must not exist."
      })
  private Expectation expected;

  @Option(
      names = "--expected-version",
      paramLabel = "N",
      description = "Apply only if the version also is N.")
  private Long expectedVersion;

  @Option(
      names = "--by",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "The amount to add; may be negative; 0 only checks. Default:" + " ${DEFAULT-VALUE}.")
  private long delta;

  @Option(
      names = "--command-id",
      paramLabel = "ID",
      description = "The id of the command, up to 64 characters. Default: a random one.")
  private String commandId;

  @Mixin
  private KafkaOptions options;

  @Override
  public Integer call() {
    IncrementCommand command = CommandArguments.command(
        spec.commandLine(),
        commandId == null ? CommandArguments.newId() : commandId,
        counter,
        delta,
        new Expectations(
            expected,
            expectedVersion == null ? OptionalLong.empty() : OptionalLong.of(expectedVersion)));
    try (ClientSession session = ClientSession.open(options.connection())) {
      ReceivedOutcome received = ReceivedOutcome.of(session.send(command));
      new OutcomePrinter(spec.commandLine(), options.shared()).print(received);
      return ExitCode.of(received.outcome()).code();
    }
  }
}
