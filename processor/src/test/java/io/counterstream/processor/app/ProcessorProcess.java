package io.counterstream.processor.app;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A processor in a JVM of its own, so that it can be killed. */
final class ProcessorProcess implements AutoCloseable {
  private final Process process;

  private ProcessorProcess(Process process) {
    this.process = process;
  }

  /**
   * Starts a main class with a deployment's settings; its output is appended to a file in target.
   *
   * @param main {@link ProcessorMain} or a test's weakened one
   */
  static ProcessorProcess start(Class<?> main, Map<String, String> settings) {
    List<String> command = new ArrayList<>(List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx256m",
        "-XX:TieredStopAtLevel=1",
        "-cp",
        System.getProperty("java.class.path"),
        main.getName()));
    settings.forEach((name, value) -> command.addAll(List.of("--set", name + "=" + value)));
    File output = new File("target/processors-" + settings.get("application.id") + ".log");
    try {
      return new ProcessorProcess(new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.appendTo(output))
          .start());
    } catch (IOException failed) {
      throw new AssertionError(failed);
    }
  }

  /** SIGKILL: no shutdown hook, no goodbye to Kafka. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor();
  }

  /** SIGTERM, and waits for the end; the exit status. */
  int terminate() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(30, TimeUnit.SECONDS)) {
      throw new AssertionError("still running 30 s after SIGTERM");
    }
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
