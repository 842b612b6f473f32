package io.counterstream.cli;

import io.counterstream.cli.dlq.Correction;
import io.counterstream.cli.dlq.Correction.Place;
import io.counterstream.cli.dlq.CorrectionLine;
import io.counterstream.cli.dlq.Redrive;
import io.counterstream.cli.kafka.KafkaConnection;
import io.counterstream.cli.kafka.RecordPlace;
import io.counterstream.cli.publish.InputObjects;
import io.counterstream.cli.terminal.CliException;
import io.counterstream.cli.terminal.ExitCode;
import io.counterstream.cli.terminal.JsonLine;
import io.counterstream.cli.terminal.PrintableText;
import io.counterstream.contract.CounterCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
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

/** {@code dlq redrive}: sends corrected dead letters again. */
@Command(
    name = "redrive",
    description = {
      "Send corrected dead letters again, each at most once.",
      "",
      "FILE has lines of 'dlq list --output json', in whose \"command\" the fault is corrected. A"
          + " command without a commandId gets one. Without FILE, --place sends what can be read of"
          + " the dead letters themselves. A dead letter that was sent before is skipped."
    },
    exitCodeList = {
      "0:all are in the log, sent now or before",
      "1:one was refused, or it failed: no broker, no topic, not allowed, …",
      ExitCode.USAGE_HELP
    },
    footer = {
      "%nExamples:",
      "  counterstream dlq list --output json >corrected.jsonl",
      "  counterstream dlq redrive corrected.jsonl",
      "  counterstream dlq redrive --place 2/17,0/3"
    })
final class DlqRedrive implements Callable<Integer> {
  private static final Path STANDARD_INPUT = Path.of("-");

  @Spec
  private CommandSpec spec;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "FILE",
      description = "The corrected commands, one per line; - is standard input.")
  private Path file;

  @Option(
      names = "--place",
      paramLabel = "PARTITION/OFFSET",
      split = ",",
      description =
          "Only these dead letters, by their places in the dead-letter topic, separated by"
              + " commas.")
  private Set<Place> places = new LinkedHashSet<>();

  @Option(
      names = "--again",
      description = "Do not look whether one was sent before: send all of them.")
  private boolean again;

  @Mixin
  private KafkaOptions options;

  private long unreadable;

  @Override
  public Integer call() throws IOException {
    if (file == null && places.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "name a FILE of corrected commands, or dead letters with --place");
    }
    KafkaConnection connection = options.connection();
    List<Correction> corrections = corrections();
    Report report = new Report();
    Redrive.Summary summary = new Redrive(connection, report).run(corrections, again);
    report.summary(summary.sent(), summary.sentBefore(), summary.refused() + unreadable);
    if (!report.ids.isEmpty()) {
      String which = summary.sent() > report.ids.size()
          ? "The outcomes of the first " + report.ids.size()
          : "Their outcomes";
      spec.commandLine().getErr().println(which + ": " + connection.outcomeCommand(report.ids));
    }
    boolean complete = summary.refused() + unreadable == 0;
    return (complete ? ExitCode.APPLIED : ExitCode.FAILED).code();
  }

  private List<Correction> corrections() throws IOException {
    List<Correction> corrections = new ArrayList<>();
    if (file == null) {
      places.forEach(place -> corrections.add(
          new Correction("--place " + place, place, Optional.empty(), Optional.empty())));
      return corrections;
    }
    Optional<Path> input = Optional.of(file).filter(path -> !path.equals(STANDARD_INPUT));
    input.ifPresent(Publish::requireReadable);
    InputObjects.read(
        input,
        (line, json) -> {
          try {
            Correction correction = CorrectionLine.read(line, json);
            if (places.isEmpty() || places.contains(correction.place())) {
              corrections.add(correction);
            }
          } catch (IllegalArgumentException refused) {
            refuse(line + ": " + refused.getMessage());
          }
        },
        // Of a large record; the fields that show its bytes are not needed.
        tooLong -> refuse(tooLong + ": remove its fields key and value"));
    Set<Place> missing = new LinkedHashSet<>(places);
    corrections.forEach(correction -> missing.remove(correction.place()));
    if (!missing.isEmpty()) {
      throw CliException.usage(
          "--place names dead letters that " + file + " does not have: " + missing, null);
    }
    return corrections;
  }

  private void refuse(String message) {
    unreadable++;
    spec.commandLine().getErr().println(PrintableText.of(message));
  }

  /** Prints what becomes of each dead letter. */
  private final class Report implements Redrive.Listener {
    private static final int IDS_MAX = 5;

    private final PrintWriter out = spec.commandLine().getOut();
    private final List<String> ids = new ArrayList<>();

    @Override
    public void sent(Place deadLetter, CounterCommand command, RecordPlace place) {
      if (ids.size() < IDS_MAX) {
        ids.add(command.commandId());
      }
      out.println(
          options.shared().isJson()
              ? JsonLine.of(json -> {
                json.writeStringField("type", "sent");
                json.writeStringField("deadLetter", deadLetter.toString());
                json.writeStringField("commandId", command.commandId());
                json.writeStringField("counter", command.counter());
                json.writeFieldName("record");
                place.writeTo(json);
              })
              : "sent    " + deadLetter + "  " + PrintableText.of(command.counter()) + "  command "
                  + PrintableText.of(command.commandId()) + "  (" + place.text() + ")");
    }

    @Override
    public void sentBefore(Place deadLetter, RecordPlace place) {
      out.println(
          options.shared().isJson()
              ? JsonLine.of(json -> {
                json.writeStringField("type", "sentBefore");
                json.writeStringField("deadLetter", deadLetter.toString());
                json.writeFieldName("record");
                place.writeTo(json);
              })
              : "before  " + deadLetter + "  sent before  (" + place.text() + ")");
    }

    @Override
    public void refused(String message) {
      spec.commandLine().getErr().println(PrintableText.of(message));
    }

    void summary(long sent, long sentBefore, long refused) {
      out.println(
          options.shared().isJson()
              ? JsonLine.of(json -> {
                json.writeStringField("type", "summary");
                json.writeNumberField("sent", sent);
                json.writeNumberField("sentBefore", sentBefore);
                json.writeNumberField("refused", refused);
              })
              : "sent " + sent + ", sent before " + sentBefore + ", refused " + refused);
    }
  }
}
