package counterstream.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code publish}: many commands from a file or a pipe, without waiting for their outcomes. */
@Command(
    name = "publish",
    description = {
      "Send commands, one JSON object per line, without waiting for outcomes.",
      "",
      "Every line is checked as the processor would check it. A bad line is reported with its"
          + " number and skipped; all good lines are sent, in order, and acknowledged by the"
          + " brokers. Blank lines don't count."
    },
    exitCodeList = {
      "0:every line was sent and acknowledged",
      "1:a line was refused or not acknowledged, or it failed: no broker, …",
      ExitCode.USAGE_HELP
    },
    footer = {
      "%nExample:",
      "  echo '{\"commandId\":\"a-1\",\"counter\":\"stock\",\"delta\":-2,\"expected\":10}' |",
      "  counterstream publish"
    })
final class Publish implements Callable<Integer> {
  @Spec
  private CommandSpec spec;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "FILE",
      defaultValue = "-",
      description = "The file; - is standard input, the default.")
  private String file;

  @Mixin
  private ConnectionOptions options;

  @Override
  public Integer call() throws IOException {
    try (InputStream input = open()) {
      KafkaConnection connection = options.connection(System.getenv());
      CommandTopic.requirePresent(connection);
      try (Publication publication =
          Publication.open(connection, spec.commandLine().getErr())) {
        publication.sendAll(new JsonLines(input));
        Publication.Summary summary = publication.summary();
        spec.commandLine()
            .getOut()
            .println(options.output() == OutputFormat.json ? summary.json() : summary.text());
        return (summary.isComplete() ? ExitCode.APPLIED : ExitCode.FAILED).code();
      }
    }
  }

  private InputStream open() {
    if (file.equals("-")) {
      return System.in;
    }
    if (Files.isDirectory(Path.of(file))) {
      throw CliException.usage("must be a file, but " + file + " is a folder", null);
    }
    try {
      return Files.newInputStream(Path.of(file));
    } catch (NoSuchFileException missing) {
      throw CliException.usage("no such file: " + file, missing);
    } catch (IOException unreadable) {
      throw CliException.usage("can't read " + file + ": " + unreadable.getMessage(), unreadable);
    }
  }
}
