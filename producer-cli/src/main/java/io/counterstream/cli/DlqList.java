package io.counterstream.cli;

import io.counterstream.cli.dlq.DeadLetterText;
import io.counterstream.cli.kafka.KafkaConnection;
import io.counterstream.cli.kafka.OutcomeTail;
import io.counterstream.cli.kafka.ReadStart;
import io.counterstream.cli.kafka.ReceivedDeadLetter;
import io.counterstream.cli.terminal.ExitCode;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code dlq list}: prints the dead letters. */
@Command(
    name = "list",
    description = {
      "Print the dead letters up to now, those of a partition in order.",
      "",
      "Each starts with PARTITION/OFFSET in the dead-letter topic, by which 'dlq redrive' selects"
          + " it, the time at which its record was sent, and why no id could be read. With --output"
          + " json, each line can be completed for 'dlq redrive'."
    },
    exitCodeList = {"0:printed", ExitCode.FAILED_HELP, ExitCode.USAGE_HELP},
    footer = {
      "%nExamples:",
      "  counterstream dlq list --since 24h",
      "  counterstream dlq list --output json >corrected.jsonl"
    })
final class DlqList implements Callable<Integer> {
  private static final Duration FETCH_WAIT = Duration.ofMillis(100);

  @Spec
  private CommandSpec spec;

  @Option(
      names = "--since",
      paramLabel = "TIME",
      description =
          "Only records sent since then: 10m (ago), or 2026-11-21T09:00:00Z. Default:" + " all.")
  private Instant since;

  @Mixin
  private KafkaOptions options;

  @Override
  public Integer call() {
    KafkaConnection connection = options.connection();
    OutcomeTail.Listener listener =
        new OutcomeTail.Listener(outcome -> {}, this::print, malformed -> {});
    try (OutcomeTail reader =
        OutcomeTail.open(connection, FETCH_WAIT, List.of(connection.topics().deadLetters()))) {
      reader.read(since == null ? ReadStart.BEGINNING : ReadStart.since(since));
      reader.pollToFormerEnd(listener);
    }
    return ExitCode.APPLIED.code();
  }

  private void print(ReceivedDeadLetter letter) {
    if (since != null && letter.timestamp().isBefore(since)) {
      return;
    }
    PrintWriter out = spec.commandLine().getOut();
    DeadLetterText text = new DeadLetterText(letter);
    if (options.shared().isJson()) {
      out.println(text.json());
    } else {
      text.lines().forEach(out::println);
    }
  }
}
