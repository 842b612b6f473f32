package io.counterstream.cli;

import io.counterstream.cli.CommandArguments.Expectations;
import io.counterstream.cli.kafka.ClientSession;
import io.counterstream.cli.kafka.ReceivedOutcome;
import io.counterstream.cli.terminal.ExitCode;
import io.counterstream.contract.CounterCommand;
import io.counterstream.contract.Expectation;
import java.util.OptionalLong;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The options of commands that send one command and print its outcome. */
final class OneCommand {
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
      names = "--min",
      paramLabel = "N",
      description = "Apply only if the value is N or more afterwards.")
  private Long min;

  @Option(
      names = "--max",
      paramLabel = "N",
      description = "Apply only if the value is N or less afterwards.")
  private Long max;

  @Option(
      names = "--command-id",
      paramLabel = "ID",
      description = "The id of the command, up to 64 characters. Default: a random one.")
  private String commandId;

  @Mixin
  private KafkaOptions options;

  /** Sends the command that adds {@code delta}; returns the exit code. */
  int send(CommandLine commandLine, long delta) {
    CounterCommand command = CommandArguments.command(
        commandLine,
        commandId == null ? CommandArguments.newId() : commandId,
        counter,
        delta,
        new Expectations(expected, optional(expectedVersion), optional(min), optional(max)));
    return send(commandLine, command, options);
  }

  /** Sends a command and prints its outcome; returns the exit code. */
  static int send(CommandLine commandLine, CounterCommand command, KafkaOptions options) {
    try (ClientSession session = ClientSession.open(options.connection())) {
      ReceivedOutcome received = ReceivedOutcome.of(session.send(command));
      new OutcomePrinter(commandLine, options.shared()).print(received);
      return ExitCode.of(received.outcome()).code();
    }
  }

  private static OptionalLong optional(Long number) {
    return number == null ? OptionalLong.empty() : OptionalLong.of(number);
  }
}
