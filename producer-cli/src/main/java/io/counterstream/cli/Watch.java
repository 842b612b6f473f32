package io.counterstream.cli;

import io.counterstream.cli.dlq.DeadLetterText;
import io.counterstream.cli.kafka.KafkaConnection;
import io.counterstream.cli.kafka.OutcomeTail;
import io.counterstream.cli.kafka.ReadStart;
import io.counterstream.cli.kafka.ReceivedDeadLetter;
import io.counterstream.cli.kafka.ReceivedOutcome;
import io.counterstream.cli.terminal.ExitCode;
import io.counterstream.cli.terminal.PrintableText;
import io.counterstream.contract.Topics;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code watch}: prints outcomes as they are committed. */
@Command(
    name = "watch",
    description = {
      "Print outcomes as they come, or those since a time.",
      "",
      "Prints from now on, until Ctrl-C, unless the options say otherwise. The outcomes of a"
          + " counter are in order within each type: applied, conflict, rejected. Their versions"
          + " give the order across types."
    },
    exitCodeList = {
      "0:--limit or --until-now was reached, or the reader of the output has closed it",
      ExitCode.FAILED_HELP,
      ExitCode.USAGE_HELP,
      "130:ended by Ctrl-C"
    },
    footer = {
      "%nExamples:",
      "  counterstream watch",
      "  counterstream watch page-views --type conflict --since 10m --show time,id",
      "  counterstream watch --from-beginning --until-now --output json",
      "  counterstream watch --from-beginning --until-now --output csv > outcomes.csv"
    })
final class Watch implements Callable<Integer> {
  private static final Duration FETCH_WAIT = Duration.ofMillis(500);
  private static final Duration POLL_MAX = Duration.ofSeconds(1);

  /** The words on the command line for the types of outcome. */
  private enum Type {
    applied,
    conflict,
    rejected,
    dlq;

    String topic(Topics topics) {
      return switch (this) {
        case applied -> topics.applied();
        case conflict -> topics.conflicts();
        case rejected -> topics.rejected();
        case dlq -> topics.deadLetters();
      };
    }
  }

  @Spec
  private CommandSpec spec;

  @Parameters(
      paramLabel = "NAME",
      arity = "0..*",
      description = "Only these counters. Default: all.")
  private Set<String> counters = Set.of();

  @Option(
      names = "--type",
      paramLabel = "TYPE",
      split = ",",
      description =
          "Only these types, separated by commas: applied, conflict, rejected, dlq. Default: the"
              + " outcomes, which are all but dlq, the dead letters.")
  private Set<Type> types = Set.of();

  @Option(
      names = "--show",
      paramLabel = "WHAT",
      split = ",",
      description = "What else to print beside each outcome, separated by commas: time, when its"
          + " command was sent; id, that of its command; place, the topic, partition and offset of"
          + " its record. JSON always has the first two.")
  private Set<Show> shown = Set.of();

  @Option(names = "--from-beginning", description = "Start with the oldest outcome in the topics.")
  private boolean fromBeginning;

  @Option(
      names = "--since",
      paramLabel = "TIME",
      description = "Start with commands of that time: 10m (ago), or 2026-11-21T09:00:00Z.")
  private Instant since;

  @Option(names = "--until-now", description = "End when all outcomes up to now are printed.")
  private boolean untilNow;

  @Option(names = "--limit", paramLabel = "N", description = "End after N outcomes.")
  private Long limit;

  @Mixin
  private KafkaOptions options;

  private OutcomePrinter printer;
  private long left;

  @Override
  public Integer call() {
    if (limit != null && limit < 1) {
      throw new ParameterException(spec.commandLine(), "--limit must be 1 or more, was " + limit);
    }
    if (since != null && fromBeginning) {
      throw new ParameterException(
          spec.commandLine(), "--since and --from-beginning exclude each other: give one");
    }
    counters.forEach(counter -> CommandArguments.requireName(spec.commandLine(), counter));
    KafkaConnection connection = options.connection();
    Set<Type> chosen = types.isEmpty() ? EnumSet.complementOf(EnumSet.of(Type.dlq)) : types;
    List<String> topics =
        chosen.stream().map(type -> type.topic(connection.topics())).toList();
    try (OutcomeTail reader = OutcomeTail.open(connection, FETCH_WAIT, topics)) {
      reader.read(start());
      print(reader, connection.bootstrapServers());
    }
    return ExitCode.APPLIED.code();
  }

  private void print(OutcomeTail reader, String servers) {
    PrintWriter err = spec.commandLine().getErr();
    err.println("Watching " + what() + "; Ctrl-C ends.");
    printer = new OutcomePrinter(spec.commandLine(), options.shared(), shown);
    left = limit == null ? Long.MAX_VALUE : limit;
    OutcomeTail.Listener listener =
        new OutcomeTail.Listener(this::print, this::print, err::println);
    BrokerPresence brokers = new BrokerPresence(reader::isAnswered, servers, err, System::nanoTime);
    while (left > 0 && !printer.isClosed() && !(untilNow && reader.hasReachedFormerEnd())) {
      if (reader.poll(POLL_MAX, listener) == 0) {
        brokers.quiet();
      } else {
        brokers.heard();
      }
    }
  }

  private void print(ReceivedOutcome received) {
    if (left > 0 && wanted(received.outcome().timestamp(), received.outcome().counterName())) {
      printer.print(received);
      left--;
    }
  }

  private void print(ReceivedDeadLetter letter) {
    if (left > 0 && wanted(letter.timestamp(), new DeadLetterText(letter).counter())) {
      printer.print(letter);
      left--;
    }
  }

  private ReadStart start() {
    if (since != null) {
      return ReadStart.since(since);
    }
    return fromBeginning ? ReadStart.BEGINNING : ReadStart.NOW;
  }

  private boolean wanted(Instant time, Optional<String> counter) {
    return (since == null || !time.isBefore(since))
        && (counters.isEmpty() || counter.filter(counters::contains).isPresent());
  }

  private String what() {
    String from = since == null ? "now on" : since.toString();
    return (counters.isEmpty() ? "all counters" : PrintableText.of(String.join(", ", counters)))
        + (types.isEmpty() ? "" : " (" + words() + " only)")
        + " from " + (fromBeginning ? "the beginning" : from);
  }

  private String words() {
    return types.stream().map(Type::name).collect(Collectors.joining(", "));
  }
}
