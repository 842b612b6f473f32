package io.counterstream.cli;

import io.counterstream.cli.terminal.Columns;
import io.counterstream.cli.terminal.Columns.Side;
import io.counterstream.cli.terminal.ExitCode;
import io.counterstream.cli.terminal.PrintableText;
import io.counterstream.contract.CounterState;
import io.counterstream.contract.advice.ShellCommand;
import io.counterstream.core.CounterItem;
import io.counterstream.dynamodb.DynamoDb;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code list}: prints the counters in the table. */
@Command(
    name = "list",
    description = {
      "Print the counters in the table, page by page.",
      "",
      "The order is the table's own. Reading all of a table with millions of counters is slow and"
          + " costs read capacity: read pages."
    },
    exitCodeList = {
      "0:the page was read",
      "1:an item is unusable or can't be read, or it failed: no table, not allowed, …",
      ExitCode.USAGE_HELP
    },
    footer = {
      "%nExamples:",
      "  counterstream list --table-endpoint http://127.0.0.1:8000",
      "  counterstream list --prefix page- --all --output json"
    })
final class ListCommand implements Callable<Integer> {
  private static final int PAGE_ITEMS_MAX = 1000;

  @Spec
  private CommandSpec spec;

  @Option(
      names = "--prefix",
      paramLabel = "TEXT",
      defaultValue = "",
      description = "Only counters whose names start with this.")
  private String prefix;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "100",
      description = "How many at most. Default: ${DEFAULT-VALUE}.")
  private long limit;

  @Option(
      names = "--deleted",
      description = "Also deleted counters, whose items the table has not removed yet.")
  private boolean deleted;

  @Option(names = "--all", description = "All counters; ignores --limit.")
  private boolean all;

  @Option(
      names = "--after",
      paramLabel = "NAME",
      description = "Start after this counter, the last of the previous page.")
  private String after;

  @Mixin
  private TableOptions table;

  @Mixin
  private SharedOptions options;

  private final Columns columns = new Columns(Side.LEFT, Side.RIGHT, Side.RIGHT, Side.LEFT);
  private boolean headed;
  private boolean faulty;

  @Override
  public Integer call() {
    if (limit < 1) {
      throw new ParameterException(spec.commandLine(), "--limit must be 1 or more, was " + limit);
    }
    if (after != null) {
      CommandArguments.requireName(spec.commandLine(), after);
    }
    try (TableReader reader = TableReader.open(table.with(options))) {
      long left = all ? Long.MAX_VALUE : limit;
      Optional<String> behind = Optional.ofNullable(after);
      while (left > 0) {
        DynamoDb.Page page =
            reader.page(behind, prefix, (int) Math.min(pageItems(left), PAGE_ITEMS_MAX));
        // An item of version 0 records conflicts with a counter that has never existed.
        List<CounterItem> existing = page.items().stream()
            .filter(item -> isListed(item.state().orElseThrow()))
            .toList();
        List<CounterItem> items = existing.subList(0, (int) Math.min(left, existing.size()));
        print(items, page.faults());
        left -= items.size();
        boolean cut = items.size() < existing.size();
        behind = cut ? Optional.of(items.get(items.size() - 1).counter()) : page.last();
        if (behind.isEmpty()) {
          return end();
        }
      }
      suggestNextPage(behind.orElseThrow());
      return end();
    }
  }

  private boolean isListed(CounterState state) {
    return state.exists() || deleted && state.deleted();
  }

  // With a prefix, most items of a page may not match.
  private long pageItems(long left) {
    return prefix.isEmpty() ? left : PAGE_ITEMS_MAX;
  }

  private int end() {
    return (faulty ? ExitCode.FAILED : ExitCode.APPLIED).code();
  }

  private void print(List<CounterItem> items, List<String> faults) {
    PrintWriter out = spec.commandLine().getOut();
    if (options.isJson()) {
      items.forEach(item -> out.println(ItemJson.state(item)));
    } else if (!items.isEmpty()) {
      List<List<String>> rows = new ArrayList<>();
      if (!headed) {
        rows.add(List.of("COUNTER", "VALUE", "VERSION", "UPDATED"));
        headed = true;
      }
      items.forEach(item -> rows.add(row(item)));
      columns.lines(rows).forEach(out::println);
    }
    faults.forEach(fault -> spec.commandLine().getErr().println("skipped: " + fault));
    faulty |= !faults.isEmpty();
  }

  private void suggestNextPage(String last) {
    spec.commandLine()
        .getErr()
        .println("There may be more: --all prints all, the next page prints: "
            + ShellCommand.counterstream(nextPage(last)));
  }

  /** Returns the arguments of this command, with another place to start after. */
  private List<String> nextPage(String last) {
    List<String> words = new ArrayList<>(List.of("list", "--after=" + last));
    Iterator<String> given =
        spec.root().commandLine().getParseResult().originalArgs().iterator();
    given.next();
    while (given.hasNext()) {
      String word = given.next();
      if (word.equals("--after")) {
        given.next();
      } else if (!word.startsWith("--after=")) {
        words.add(word);
      }
    }
    return words;
  }

  private static List<String> row(CounterItem item) {
    CounterState state = item.state().orElseThrow();
    return List.of(
        PrintableText.of(item.counter()),
        state.deleted() ? "deleted" : Long.toString(state.value()),
        Long.toString(state.version()),
        item.updatedAt().map(Object::toString).orElse("-"));
  }
}
