package io.counterstream.cli;

import io.counterstream.cli.Commands.Expectations;
import io.counterstream.cli.kafka.ClientSession;
import io.counterstream.cli.kafka.ReceivedOutcome;
import io.counterstream.cli.terminal.ExitCode;
import io.counterstream.contract.IncrementCommand;
import io.counterstream.contract.Outcome;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code get}: what a counter is, asked through the log. */
@Command(
    name = "get",
    description = {
      "Print a counter's value.",
      "",
      "The question goes through the log like any command (it adds 0 and expects any), so the"
          + " answer holds every command that was sent before. A counter that does not exist is"
          + " an answer, too: exit code 0; with --output json its version is 0."
    },
    exitCodeList = {
      "0:answered, whether the counter exists or not",
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
    IncrementCommand check =
        Commands.command(spec.commandLine(), Commands.newId(), counter, 0, Expectations.NONE);
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
