package io.counterstream.benchmarks;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that all benchmarks have: their servers, the contenders' JVMs, and files. */
final class BenchOptions {
  private static final String LOG_SETTINGS = "logback.configurationFile";

  @Option(names = "--json", paramLabel = "FILE", description = "Write the figures as JSON.")
  private Path json;

  @Option(
      names = "--seed",
      paramLabel = "SEED",
      description = "The seed of the commands. Default: 1.")
  private long seed = 1;

  @Option(
      names = "--bootstrap-servers",
      paramLabel = "HOST:PORT",
      description = "A running Kafka; topics bench-* are created and deleted there.")
  private String bootstrapServers;

  @Option(
      names = "--table-endpoint",
      paramLabel = "URL",
      description = "A running DynamoDB, with --bootstrap-servers. Default: that of AWS.")
  private URI tableEndpoint;

  @Option(
      names = "--jvm-option",
      paramLabel = "OPTION",
      description =
          "An option of the contenders' JVMs, after -Xmx256m; may be given more than once.")
  private List<String> jvmOptions = new ArrayList<>();

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this and exit.")
  private boolean help;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  /** Configures the log, and checks what would otherwise fail when all is measured. */
  void prepare() throws Exception {
    if (System.getProperty(LOG_SETTINGS) == null) {
      System.setProperty(LOG_SETTINGS, "io/counterstream/benchmarks/logback.xml");
    }
    if (json != null) {
      usable(() -> writable(json));
    }
  }

  long seed() {
    return seed;
  }

  /** Returns the options of the contenders' JVMs. */
  List<String> contenderOptions() {
    List<String> all = new ArrayList<>(List.of("-Xmx256m", "-XX:+ExitOnOutOfMemoryError"));
    all.addAll(jvmOptions);
    return all;
  }

  BenchServers servers(int partitions) {
    if (bootstrapServers == null && tableEndpoint != null) {
      throw new ParameterException(
          spec.commandLine(), "--table-endpoint needs --bootstrap-servers as well");
    }
    return bootstrapServers == null
        ? BenchServers.embedded(partitions)
        : BenchServers.given(bootstrapServers, Optional.ofNullable(tableEndpoint));
  }

  /** Returns a value that the user's options give; if they can't, that is wrong usage. */
  <T> T usable(Callable<T> option) throws Exception {
    try {
      return option.call();
    } catch (IllegalArgumentException unusable) {
      throw new ParameterException(spec.commandLine(), unusable.getMessage());
    }
  }

  /** Reports what failed, and returns the exit code. */
  int exitCode(List<String> failures) {
    failures.forEach(failure -> tell(spec.qualifiedName() + ": failed: " + failure));
    return failures.isEmpty() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
  }

  PrintWriter out() {
    return spec.commandLine().getOut();
  }

  /** Prints a line about the progress. */
  void tell(String line) {
    PrintWriter err = spec.commandLine().getErr();
    err.println(line);
    err.flush();
  }

  /** Refused now, not when hours of measuring are over. */
  static Path writable(Path file) {
    if (Files.isDirectory(file)) {
      throw new IllegalArgumentException("can't write " + file + ": it is a directory");
    }
    try {
      Path parent = Files.createDirectories(file.toAbsolutePath().getParent());
      if (!Files.isWritable(Files.exists(file) ? file : parent)) {
        throw new IllegalArgumentException("can't write " + file + ": not allowed");
      }
      return file;
    } catch (IOException impossible) {
      throw new IllegalArgumentException("can't write " + file + ": " + impossible);
    }
  }

  /** Writes the figures, if the user wants them as JSON. */
  void writeJson(String text) throws IOException {
    if (json != null) {
      write(json, text);
    }
  }

  void write(Path file, String text) throws IOException {
    Files.writeString(file, text);
    tell("wrote " + file);
  }
}
