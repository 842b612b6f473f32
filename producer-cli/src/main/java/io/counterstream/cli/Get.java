package io.counterstream.cli;

import io.counterstream.cli.CommandArguments.Expectations;
import io.counterstream.cli.kafka.ClientSession;
import io.counterstream.cli.kafka.ReceivedOutcome;
import io.counterstream.cli.terminal.ExitCode;
import io.counterstream.contract.CounterCommand;
import io.counterstream.contract.Outcome;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code get}: prints a counter's value, read through the log. */
@Command(
    name = "get",
    description = {
      "Print a counter's value and version, read through the log.",
      "",
      "Sends a command that adds 0 and expects any value. Its outcome includes every command that"
          + " was sent before. If the counter does not exist, the exit code is 0, and with --output"
          + " json the version is 0."
    },
    exitCodeList = {
      "0:printed, whether the counter exists or not",
      ExitCode.FAILED_HELP,
      ExitCode.USAGE_HELP,
      ExitCode.REJECTED_HELP,
      ExitCode.NO_OUTCOME_HELP
    })
final class Get implements Callable<Integer> {
  @Spec
  private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "NAME", description = "The counter.")
  private String counter;

  @Mixin
  private KafkaOptions options;

  @Override
  public Integer call() {
    CounterCommand check = CommandArguments.command(
        spec.commandLine(), CommandArguments.newId(), counter, 0, Expectations.NONE);
    try (ClientSession session = ClientSession.open(options.connection())) {
      ReceivedOutcome received = ReceivedOutcome.of(session.send(check));
      OutcomePrinter printer = new OutcomePrinter(spec.commandLine(), options.shared());
      if (received.outcome().type() == Outcome.Type.APPLIED) {
        printer.print(received, counter, received.outcome().state().orElseThrow());
      } else {
        printer.print(received);
      }
      return ExitCode.of(received.outcome()).code();
    }
  }
}
