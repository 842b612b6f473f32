package io.counterstream.cli;

import io.counterstream.cli.CommandArguments.Expectations;
import io.counterstream.cli.kafka.ClientSession;
import io.counterstream.cli.kafka.ReceivedOutcome;
import io.counterstream.cli.terminal.CliException;
import io.counterstream.cli.terminal.ExitCode;
import io.counterstream.cli.terminal.OutcomeText;
import io.counterstream.contract.CounterCommand;
import io.counterstream.contract.CounterState;
import io.counterstream.contract.Outcome;
import io.counterstream.core.CounterItem;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code get}: prints a counter's value, read through the log or from the table. */
@Command(
    name = "get",
    description = {
      "Print a counter's value and version, read through the log.",
      "",
      "Sends a command that adds 0 and expects any value. Its outcome includes every command that"
          + " was sent before. If the counter does not exist, the exit code is 0, and with --output"
          + " json the version is 0, or \"deleted\" is true.",
      "",
      "With --from-table, it reads the counter's item instead, which needs no Kafka."
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

  @Option(
      names = "--from-table",
      description = "Read the item in the table. The latest changes, of the last second or so, may"
          + " be missing.")
  private boolean fromTable;

  @Option(
      names = "--consistent",
      description = "With --from-table: read every change that the table has; costs twice as much.")
  private boolean consistent;

  @Mixin
  private KafkaOptions options;

  @Mixin
  private TableOptions table;

  @Override
  public Integer call() {
    if (fromTable) {
      return read();
    }
    if (consistent) {
      throw new ParameterException(
          spec.commandLine(),
          "--consistent goes with --from-table; without it, every read is consistent");
    }
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

  private int read() {
    CommandArguments.requireName(spec.commandLine(), counter);
    PrintWriter out = spec.commandLine().getOut();
    try (TableReader reader = TableReader.open(table.with(options.shared()))) {
      Optional<CounterItem> item = reader.item(counter, consistent);
      if (item.isPresent() && item.get().content() instanceof CounterItem.Unusable unusable) {
        throw CliException.failed(unusable.fault(), null);
      }
      if (options.shared().isJson()) {
        out.println(ItemJson.read(counter, item, consistent));
      } else {
        CounterState state = item.flatMap(CounterItem::state).orElse(CounterState.ABSENT);
        out.println(OutcomeText.line(counter, state) + "  in the table, "
            + (consistent ? "strongly" : "eventually") + " consistent");
      }
      return ExitCode.APPLIED.code();
    }
  }
}
