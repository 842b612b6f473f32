package counterstream.cli;

import counterstream.contract.Outcome;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code watch}: outcomes as they are committed. */
@Command(
    name = "watch",
    description = {
      "Print outcomes as they come, from now on, until Ctrl-C.",
      "",
      "The outcomes of one counter come in order within each of applied, conflicts and rejected;"
          + " the version tells how these belong together."
    },
    exitCodeList = {
      "0:--limit was reached, or nobody reads any more",
      ExitCode.FAILED_HELP,
      ExitCode.USAGE_HELP,
      "130:ended by Ctrl-C"
    },
    footer = {
      "%nExamples:",
      "  counterstream watch",
      "  counterstream watch page-views --from-beginning --output json"
    })
final class Watch implements Callable<Integer> {
  private static final Duration FETCH_WAIT = Duration.ofMillis(500);
  private static final Duration POLL_MAX = Duration.ofSeconds(1);

  @Spec
  private CommandSpec spec;

  @Parameters(
      paramLabel = "NAME",
      arity = "0..*",
      description = "Only these counters. Default: all.")
  private Set<String> counters = Set.of();

  @Option(
      names = "--from-beginning",
      description = "First all outcomes that the topics still hold.")
  private boolean fromBeginning;

  @Option(names = "--limit", paramLabel = "N", description = "End after N outcomes.")
  private Long limit;

  @Mixin
  private ConnectionOptions options;

  @Override
  public Integer call() {
    if (limit != null && limit < 1) {
      throw new ParameterException(spec.commandLine(), "--limit must be 1 or more, was " + limit);
    }
    counters.forEach(counter -> Commands.requireName(spec.commandLine(), counter));
    try (OutcomeReader reader =
        OutcomeReader.open(options.connection(System.getenv()), FETCH_WAIT)) {
      if (fromBeginning) {
        reader.readFromBeginning(reader.partitions());
      } else {
        reader.readFrom(reader.endOffsets(options.timeout()));
      }
      print(reader);
    }
    return ExitCode.APPLIED.code();
  }

  private void print(OutcomeReader reader) {
    PrintWriter err = spec.commandLine().getErr();
    err.println("Watching " + (counters.isEmpty() ? "all counters" : names())
        + (fromBeginning ? " from the beginning" : " from now on") + "; Ctrl-C ends.");
    OutcomePrinter printer = new OutcomePrinter(spec.commandLine(), options.output());
    long left = limit == null ? Long.MAX_VALUE : limit;
    while (!printer.isClosed()) {
      for (ReceivedOutcome received : reader.poll(POLL_MAX, err::println)) {
        if (wanted(received.outcome())) {
          printer.print(received);
          left--;
          if (left == 0) {
            return;
          }
        }
      }
    }
  }

  private boolean wanted(Outcome outcome) {
    return counters.isEmpty() || counter(outcome).filter(counters::contains).isPresent();
  }

  private static Optional<String> counter(Outcome outcome) {
    if (outcome instanceof Outcome.Applied applied) {
      return Optional.of(applied.counter());
    }
    return outcome instanceof Outcome.Conflict conflict
        ? Optional.of(conflict.counter())
        : ((Outcome.Rejected) outcome).counter();
  }

  private String names() {
    return PrintableText.of(String.join(", ", counters));
  }
}
