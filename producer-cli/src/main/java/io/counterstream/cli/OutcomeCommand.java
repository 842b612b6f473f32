package io.counterstream.cli;

import io.counterstream.cli.dlq.DeadLetterText;
import io.counterstream.cli.kafka.KafkaConnection;
import io.counterstream.cli.kafka.OutcomeTail;
import io.counterstream.cli.kafka.ReadStart;
import io.counterstream.cli.kafka.ReceivedDeadLetter;
import io.counterstream.cli.kafka.ReceivedOutcome;
import io.counterstream.cli.kafka.RecordPlace;
import io.counterstream.cli.terminal.ExitCode;
import io.counterstream.cli.terminal.PrintableText;
import io.counterstream.contract.CounterCommand;
import io.counterstream.contract.Outcome;
import io.counterstream.contract.json.Timestamps;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code outcome}: finds the outcomes of commands by their ids. */
@Command(
    name = "outcome",
    description = {
      "Find what became of commands, by their ids.",
      "",
      "Searches the topics of outcomes and the dead letters up to now, and prints every record of"
          + " these commands with its time and place. A dead letter is printed if it has the id"
          + " anywhere in its value, and counts if that is its commandId. Of a command that was"
          + " sent twice, the first one counts, also if it was sent before --since."
    },
    exitCodeList = {
      "0:every command has applied",
      ExitCode.FAILED_HELP,
      ExitCode.USAGE_HELP,
      "3:none was rejected, but there was a conflict",
      "4:each has an outcome, but one was rejected or is a dead letter",
      "5:no outcome of a command was found: it may still come"
    },
    footer = {
      "%nExamples:",
      "  counterstream outcome 7f1c6a34-5b2e-4c1d-9a53-2f0f7f0f4a11",
      "  counterstream outcome order-17 --counter stock --since 24h --output json"
    })
final class OutcomeCommand implements Callable<Integer> {
  private static final Duration RANGE_DEFAULT = Duration.ofHours(1);
  private static final Duration FETCH_WAIT = Duration.ofMillis(100);

  @Spec
  private CommandSpec spec;

  @Parameters(
      paramLabel = "ID",
      arity = "1..*",
      description = "The ids. Before an id that starts with '-' put '--'.")
  private Set<String> ids = new LinkedHashSet<>();

  @Option(
      names = "--counter",
      paramLabel = "NAME",
      description = "The counter of the commands. Reads one partition only: the one to which Java's"
          + " partitioner sends its commands.")
  private String counter;

  @Option(
      names = "--since",
      paramLabel = "TIME",
      description =
          "Search commands sent since then: 10m (ago), or 2026-11-21T09:00:00Z." + " Default: 1h.")
  private Instant since;

  @Option(names = "--from-beginning", description = "Search everything that the topics have.")
  private boolean fromBeginning;

  @Mixin
  private KafkaOptions options;

  private final Map<String, ExitCode> found = new HashMap<>();
  private final Set<Optional<RecordPlace>> printed = new HashSet<>();
  private final Set<String> repeats = new HashSet<>();

  /** When the first command was sent that those with an id repeat. */
  private final Map<String, Instant> originals = new HashMap<>();

  private final Set<String> deadLetters = new HashSet<>();
  private final Set<String> mentioned = new HashSet<>();
  private OutcomePrinter printer;

  @Override
  public Integer call() {
    check();
    printer = new OutcomePrinter(spec.commandLine(), options.shared(), EnumSet.allOf(Show.class));
    Instant from = since == null ? Instant.now().minus(RANGE_DEFAULT) : since;
    KafkaConnection connection = options.connection();
    List<String> topics = new ArrayList<>(connection.topics().outcomes());
    topics.add(connection.topics().deadLetters());
    try (OutcomeTail reader = OutcomeTail.open(connection, FETCH_WAIT, topics)) {
      ReadStart start = fromBeginning ? ReadStart.BEGINNING : ReadStart.since(from);
      OptionalInt partition = OptionalInt.empty();
      if (counter == null) {
        reader.read(start);
      } else {
        partition = OptionalInt.of(reader.readPartitionOf(counter, start));
      }
      reader.pollToFormerEnd(
          new OutcomeTail.Listener(this::inspect, this::inspect, malformed -> {}));
      readOriginals(reader, start);
      return end(topics, partition, from).code();
    }
  }

  /** Goes back to the outcomes of the commands that those found so far only repeat. */
  private void readOriginals(OutcomeTail reader, ReadStart start) {
    Optional<Instant> before = Optional.empty();
    for (Optional<Instant> next = earliestOriginal();
        next.isPresent() && !next.equals(before) && start != ReadStart.BEGINNING;
        next = earliestOriginal()) {
      ReadStart earlier = ReadStart.since(next.get());
      if (counter == null) {
        reader.read(earlier);
      } else {
        reader.readPartitionOf(counter, earlier);
      }
      reader.pollToFormerEnd(new OutcomeTail.Listener(this::inspect, letter -> {}, text -> {}));
      before = next;
    }
  }

  private Optional<Instant> earliestOriginal() {
    return originals.entrySet().stream()
        .filter(repeated -> !found.containsKey(repeated.getKey()))
        .map(Map.Entry::getValue)
        .min(Comparator.naturalOrder());
  }

  private void check() {
    if (since != null && fromBeginning) {
      throw new ParameterException(
          spec.commandLine(), "--since and --from-beginning exclude each other: give one");
    }
    if (counter != null) {
      CommandArguments.requireName(spec.commandLine(), counter);
    }
    ids.forEach(id -> CommandArguments.requireReadable(spec.commandLine(), "ID", id));
    try {
      ids.forEach(CounterCommand::checkedId);
    } catch (IllegalArgumentException noId) {
      throw new ParameterException(spec.commandLine(), noId.getMessage(), noId);
    }
  }

  private void inspect(ReceivedOutcome received) {
    String id = received.outcome().commandId();
    boolean ofCounter =
        counter == null || received.outcome().counterName().map(counter::equals).orElse(true);
    if (ids.contains(id) && ofCounter && printed.add(received.place())) {
      printer.print(received);
      if (received.outcome() instanceof Outcome.Rejected rejected && rejected.isRepeat()) {
        repeats.add(id);
        rejected
            .original()
            .ifPresent(first -> originals.merge(id, first.timestamp(), OutcomeCommand::earlier));
        return;
      }
      // Of a command that was sent several times, one record may apply and others not.
      found.merge(id, ExitCode.of(received.outcome()), OutcomeCommand::ofBoth);
    }
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  private static ExitCode ofBoth(ExitCode one, ExitCode other) {
    if (one == ExitCode.APPLIED || other == ExitCode.APPLIED) {
      return ExitCode.APPLIED;
    }
    return one == ExitCode.REJECTED ? one : other;
  }

  private void inspect(ReceivedDeadLetter letter) {
    DeadLetterText text = new DeadLetterText(letter);
    List<String> inValue = ids.stream().filter(text::mentions).toList();
    if (!inValue.isEmpty()) {
      printer.print(letter);
      mentioned.addAll(inValue);
      // The value of another command may have it, too.
      text.commandId().filter(ids::contains).ifPresent(deadLetters::add);
    }
  }

  private ExitCode end(List<String> topics, OptionalInt partition, Instant from) {
    deadLetters.forEach(id -> found.putIfAbsent(id, ExitCode.REJECTED));
    // The command that they repeat has no outcome in the topics any more.
    repeats.forEach(id -> found.putIfAbsent(id, ExitCode.REJECTED));
    List<String> missing = ids.stream().filter(id -> !found.containsKey(id)).toList();
    if (!missing.isEmpty()) {
      spec.commandLine().getErr().println(notFound(missing, topics, partition, from));
      return ExitCode.NO_OUTCOME;
    }
    Set<ExitCode> codes = EnumSet.copyOf(found.values());
    if (codes.contains(ExitCode.REJECTED)) {
      return ExitCode.REJECTED;
    }
    return codes.contains(ExitCode.CONFLICT) ? ExitCode.CONFLICT : ExitCode.APPLIED;
  }

  private String notFound(
      List<String> missing, List<String> topics, OptionalInt partition, Instant from) {
    String range =
        fromBeginning ? "from the beginning" : "from commands of " + Timestamps.text(from);
    String place = partition.isPresent()
        ? "partition " + partition.getAsInt() + " of " + String.join(", ", topics) + " (that of "
            + PrintableText.of(counter) + " with Java's partitioner; without --counter, all)"
        : "all partitions of " + String.join(", ", topics);
    String further = fromBeginning ? "" : "; sent earlier (--since 24h, --from-beginning)";
    String letters = missing.stream().anyMatch(mentioned::contains)
        ? "; or a dead letter above, which has its id in another place than commandId"
        : "";
    return "counterstream: no outcome of " + PrintableText.of(String.join(", ", missing))
        + " found in " + place + ", " + range + " up to now. It may be not decided yet" + further
        + letters + "; or not in the log";
  }
}
