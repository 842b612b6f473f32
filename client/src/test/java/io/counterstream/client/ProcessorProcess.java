package io.counterstream.client;

import io.counterstream.processor.app.ProcessorMain;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A processor in a JVM of its own, so that it can be killed. */
final class ProcessorProcess implements AutoCloseable {
  private final Process process;

  private ProcessorProcess(Process process) {
    this.process = process;
  }

  /** Starts one; its output is appended to a file in target. */
  static ProcessorProcess start(Installation installation) {
    List<String> command = new ArrayList<>(List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx256m",
        "-XX:TieredStopAtLevel=1",
        "-cp",
        System.getProperty("java.class.path"),
        ProcessorMain.class.getName()));
    installation
        .mortalSettings()
        .forEach((name, value) -> command.addAll(List.of("--set", name + "=" + value)));
    File output = new File("target/processors-" + installation.name() + ".log");
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
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
