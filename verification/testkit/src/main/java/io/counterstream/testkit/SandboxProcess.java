package io.counterstream.testkit;

import io.counterstream.sandbox.SandboxMain;
import io.counterstream.testkit.process.ChildJvm;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/** A broker and a table service in a JVM of their own, which can be frozen. */
public final class SandboxProcess implements Servers {
  private final ChildJvm jvm;
  private final String bootstrapServers;
  private final URI tableEndpoint;

  private SandboxProcess(ChildJvm jvm) {
    this.jvm = jvm;
    tableEndpoint = URI.create(jvm.awaitOutput("http://127\\.0\\.0\\.1:\\d+").group());
    bootstrapServers = jvm.awaitOutput("Kafka.* (127\\.0\\.0\\.1:\\d+)\n").group(1);
  }

  /** Starts both on free ports. */
  public static SandboxProcess start() {
    ChildJvm jvm = ChildJvm.of(
            SandboxMain.class.getName(), Path.of("target", "sandbox-" + System.nanoTime() + ".log"))
        .options("-Xmx512m")
        .start(List.of("--kafka-port", "0", "--table-port", "0"));
    try {
      return new SandboxProcess(jvm);
    } catch (RuntimeException | AssertionError failed) {
      jvm.close();
      throw failed;
    }
  }

  /** The process of both. */
  public ChildJvm jvm() {
    return jvm;
  }

  @Override
  public String bootstrapServers() {
    return bootstrapServers;
  }

  @Override
  public URI tableEndpoint() {
    return tableEndpoint;
  }

  @Override
  public void close() {
    jvm.close();
  }
}
