package io.counterstream.processor.app;

import io.counterstream.sandbox.SandboxMain;
import io.counterstream.testkit.Servers;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A broker and a table in a process of their own, which can be frozen and thawed. */
final class FrozenServers implements Servers {
  private static final Pattern KAFKA = Pattern.compile("127\\.0\\.0\\.1:\\d+");
  private static final Pattern TABLE = Pattern.compile("http://127\\.0\\.0\\.1:\\d+");

  private final Process process;
  private final String bootstrapServers;
  private final URI tableEndpoint;

  private FrozenServers(Process process, String bootstrapServers, URI tableEndpoint) {
    this.process = process;
    this.bootstrapServers = bootstrapServers;
    this.tableEndpoint = tableEndpoint;
  }

  static FrozenServers start() throws IOException {
    Process process = new ProcessBuilder(List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx512m",
            "-cp",
            System.getProperty("java.class.path"),
            SandboxMain.class.getName(),
            "--kafka-port",
            "0",
            "--table-port",
            "0"))
        .redirectError(Path.of("target", "frozen-servers.log").toFile())
        .start();
    BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
    String kafka = null;
    String table = null;
    while (kafka == null || table == null) {
      String line = output.readLine();
      if (line == null) {
        throw new AssertionError("the servers ended, see target/frozen-servers.log");
      }
      Matcher endpoint = TABLE.matcher(line);
      Matcher broker = KAFKA.matcher(line);
      if (endpoint.find()) {
        table = endpoint.group();
      } else if (broker.find()) {
        kafka = broker.group();
      }
    }
    return new FrozenServers(process, kafka, URI.create(table));
  }

  /** SIGSTOP: connections stay open, and nothing is answered. */
  void freeze() throws IOException, InterruptedException {
    signal("-STOP");
  }

  /** SIGCONT. */
  void thaw() throws IOException, InterruptedException {
    signal("-CONT");
  }

  private void signal(String name) throws IOException, InterruptedException {
    Process kill = new ProcessBuilder("kill", name, Long.toString(process.pid())).start();
    if (!kill.waitFor(10, TimeUnit.SECONDS) || kill.exitValue() != 0) {
      throw new AssertionError("kill " + name + " did not work");
    }
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
    process.destroyForcibly();
  }
}
