package io.counterstream.cli;

import io.counterstream.cli.terminal.Columns;
import io.counterstream.cli.terminal.Columns.Side;
import io.counterstream.cli.terminal.ExitCode;
import io.counterstream.cli.terminal.PrintableText;
import io.counterstream.core.CounterItem;
import io.counterstream.core.LogProgress;
import io.counterstream.core.journal.Journal;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code inspect}: prints a counter's item in the table, for operators. */
@Command(
    name = "inspect",
    description = {
      "Print a counter's item in the table, with its journal.",
      "",
      "The journal holds, for each recent command by its offset, the value and version that it was"
          + " decided against. A command that is redelivered is decided again against these."
    },
    exitCodeList = {
      "0:printed, whether the counter exists or not",
      "1:the item can't be read, or it failed: no table, not allowed, …",
      ExitCode.USAGE_HELP
    },
    footer = {
      "%nExample:",
      "  counterstream inspect page-views --table-endpoint http://127.0.0.1:8000"
    })
final class Inspect implements Callable<Integer> {
  @Spec
  private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "NAME", description = "The counter.")
  private String counter;

  @Option(
      names = "--journal",
      paramLabel = "N",
      defaultValue = "20",
      description = "The newest N entries of each journal. Default: ${DEFAULT-VALUE}.")
  private int entriesMax;

  @Mixin
  private TableOptions table;

  @Mixin
  private SharedOptions options;

  @Override
  public Integer call() {
    CommandArguments.requireName(spec.commandLine(), counter);
    if (entriesMax < 0) {
      throw new ParameterException(
          spec.commandLine(), "--journal must be 0 or more, was " + entriesMax);
    }
    PrintWriter out = spec.commandLine().getOut();
    try (TableReader reader = TableReader.open(table.with(options))) {
      Optional<CounterItem> item = reader.item(counter, true);
      if (options.isJson()) {
        out.println(item.map(found -> ItemJson.all(found, entriesMax))
            .orElseGet(() -> ItemJson.absent(counter)));
      } else if (item.isPresent()) {
        print(item.get(), out);
      } else {
        out.println(PrintableText.of(counter) + "  does not exist in the table " + table.name());
      }
      return ExitCode.APPLIED.code();
    }
  }

  private void print(CounterItem item, PrintWriter out) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("counter", PrintableText.of(item.counter())));
    if (item.content() instanceof CounterItem.Usable usable) {
      long version = item.state().orElseThrow().version();
      rows.add(List.of(
          "value", usable.value() + (item.state().orElseThrow().deleted() ? " (deleted)" : "")));
      rows.add(List.of(
          "version", version + (usable.storedVersion().isPresent() ? "" : " (the item has none)")));
    } else if (item.content() instanceof CounterItem.Unusable unusable) {
      rows.add(List.of("fault", PrintableText.of(unusable.fault())));
    }
    rows.add(List.of("updated", item.updatedAt().map(Object::toString).orElse("-")));
    new Columns(Side.LEFT, Side.LEFT).lines(rows).forEach(out::println);
    if (item.logs().isEmpty()) {
      out.println("no log: another writer made this item");
    }
    item.logs().forEach(log -> print(log, out));
  }

  private void print(LogProgress log, PrintWriter out) {
    out.println();
    out.println("Decided up to offset " + log.offset() + " of partition "
        + log.source().partition() + " (topic id "
        + PrintableText.of(log.source().topicId())
        + ")");
    List<Journal.Entry> entries = log.journal().newest(entriesMax);
    out.println("Journal: " + log.journal().size() + " commands"
        + (entries.size() == log.journal().size() ? "" : ", the newest " + entries.size()));
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("", "OFFSET", "AGAINST VALUE", "VERSION"));
    for (Journal.Entry entry : entries) {
      rows.add(List.of(
          "",
          Long.toString(entry.offset()),
          entry
              .state()
              .map(state -> state.deleted() ? "deleted" : Long.toString(state.value()))
              .orElse("unusable"),
          entry.state().map(state -> Long.toString(state.version())).orElse("")));
    }
    if (!entries.isEmpty()) {
      new Columns(Side.LEFT, Side.RIGHT, Side.RIGHT, Side.RIGHT).lines(rows).forEach(out::println);
    }
  }
}
