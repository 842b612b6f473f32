package io.counterstream.testkit.process;

import io.counterstream.testkit.wait.Waiting;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Another JVM, by default with this JVM's class path. It ends when it is closed or when this JVM
 * ends, however that ends. Thread-safe.
 */
public final class ChildJvm implements AutoCloseable {
  private static final int JDK_THAT_WARNS = 24;

  private final Process process;
  private final Path output;
  private final long outputStart;

  private ChildJvm(Process process, Path output, long outputStart) {
    this.process = process;
    this.output = output;
    this.outputStart = outputStart;
  }

  /**
   * Describes a JVM that is small and starts quickly.
   *
   * @param main the name of the class to run
   * @param output the file to append its output and errors to; the directory is created
   */
  public static Launch of(String main, Path output) {
    return new Launch(main, output);
  }

  /** A JVM that is not started yet. */
  public static final class Launch {
    private final List<String> command = new ArrayList<>(List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:TieredStopAtLevel=1",
        "-XX:+UseSerialGC",
        "-XX:+ExitOnOutOfMemoryError"));
    private final Map<String, String> environment = new HashMap<>();
    private final String main;
    private final Path output;
    private String classPath = System.getProperty("java.class.path");

    private Launch(String main, Path output) {
      this.main = main;
      this.output = output;
      if (Runtime.version().feature() >= JDK_THAT_WARNS) {
        command.add("--enable-native-access=ALL-UNNAMED");
        command.add("--sun-misc-unsafe-memory-access=allow");
      }
    }

    /** Adds options of the JVM, such as {@code -Xmx256m}. */
    public Launch options(String... options) {
      command.addAll(List.of(options));
      return this;
    }

    /** Lets another command run it, such as {@code nice}. */
    public Launch under(String... other) {
      command.addAll(0, List.of(other));
      return this;
    }

    /** Replaces the class path, which is otherwise that of this JVM. */
    public Launch classPath(String path) {
      classPath = path;
      return this;
    }

    /** Adds variables to those that it has from this JVM. */
    public Launch environment(Map<String, String> variables) {
      environment.putAll(variables);
      return this;
    }

    /** Starts it with these arguments of its main method. */
    public ChildJvm start(List<String> arguments) {
      List<String> all = new ArrayList<>(command);
      all.addAll(List.of("-cp", classPath, ChildMain.class.getName(), main));
      all.addAll(arguments);
      try {
        Files.createDirectories(output.toAbsolutePath().getParent());
        long outputStart = Files.exists(output) ? Files.size(output) : 0;
        ProcessBuilder builder = new ProcessBuilder(all)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
        builder.environment().putAll(environment);
        return new ChildJvm(builder.start(), output, outputStart);
      } catch (IOException failed) {
        throw new UncheckedIOException("can't start " + main, failed);
      }
    }
  }

  /** Returns what its output file has since it was started. */
  public String output() {
    try (InputStream bytes = Files.newInputStream(output)) {
      bytes.skipNBytes(outputStart);
      return new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failed) {
      throw new UncheckedIOException("can't read the output of a child JVM", failed);
    }
  }

  /**
   * Waits until its output contains a match.
   *
   * @return the first match
   * @throws AssertionError if it ends without one
   */
  public MatchResult awaitOutput(String regex) {
    Pattern pattern = Pattern.compile(regex);
    Waiting.await().until(() -> !process.isAlive() || pattern.matcher(output()).find());
    Matcher found = pattern.matcher(output());
    if (!found.find()) {
      throw new AssertionError(
          "no '" + regex + "' in the output of a JVM that ended:\n" + output());
    }
    return found.toMatchResult();
  }

  /** Whether it runs, frozen or not. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** Completes with its exit status when it ends. */
  public CompletableFuture<Integer> onExit() {
    return process.onExit().thenApply(Process::exitValue);
  }

  /** Sends SIGTERM. */
  public void terminate() {
    // Not Process.destroy(): it closes the pipe through which the child notices this JVM's end.
    process.toHandle().destroy();
  }

  /** Sends SIGKILL and waits for the end. */
  public void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor();
  }

  /** Sends SIGSTOP: connections stay open, and nothing is answered. */
  public void freeze() throws InterruptedException {
    shell("kill -STOP " + process.pid());
  }

  /** Sends SIGCONT, the end of {@link #freeze}. */
  public void thaw() throws InterruptedException {
    shell("kill -CONT " + process.pid());
  }

  /**
   * Sends SIGSTOP and, after some time, SIGCONT. A shell does both: it thaws the child even if this
   * JVM ends meanwhile, and the child ends then.
   */
  public void freeze(Duration time) throws InterruptedException {
    String seconds = "%d.%03d".formatted(time.toSeconds(), time.toMillisPart());
    shell(
        "kill -STOP %1$d && sleep %2$s; kill -CONT %1$d || true".formatted(process.pid(), seconds));
  }

  /**
   * Waits for the end.
   *
   * @return the exit status
   * @throws AssertionError if it still runs after {@link Waiting#LIMIT}
   */
  public int awaitExit() throws InterruptedException {
    return awaitExit(Waiting.LIMIT)
        .orElseThrow(() -> new AssertionError("the child JVM still runs: " + process.info()));
  }

  /** Waits for the end; returns the exit status, empty if it still runs after the timeout. */
  public Optional<Integer> awaitExit(Duration timeout) throws InterruptedException {
    boolean ended = process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS);
    return ended ? Optional.of(process.exitValue()) : Optional.empty();
  }

  private static void shell(String script) throws InterruptedException {
    try {
      int status = new ProcessBuilder("sh", "-c", script).inheritIO().start().waitFor();
      if (status != 0) {
        throw new IllegalStateException("'" + script + "' ended with status " + status);
      }
    } catch (IOException failed) {
      throw new UncheckedIOException("can't start a shell", failed);
    }
  }

  /** Sends SIGKILL. */
  @Override
  public void close() {
    process.destroyForcibly();
  }
}
