package io.counterstream.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.counterstream.testkit.Clients;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sandbox on a directory finds its data again, on whatever ports it starts. */
final class KeptDirectoryIT {
  private static final String NAME = "kept";
  private static final List<Long> ALL = LongStream.range(0, 20).boxed().toList();

  @TempDir
  private Path root;

  @Test
  void survivesARestart() {
    write(root).close();
    assertAllIsThere();
    assertAllIsThere();
  }

  @Test
  void survivesAKillOfTheProcess() throws IOException, InterruptedException {
    try (ChildJvm child = ChildJvm.start(Writer.class, temporary(), root.toString())) {
      assertThat(child.outputUntil("written")).contains("written");
      child.kill();
      child.exitCode();
    }
    assertAllIsThere();
  }

  @Test
  void refusesADirectoryInUseAndLeavesItsUserAlone() {
    SandboxConfig config = SandboxConfig.defaults().withDirectory(root);
    try (Sandbox sandbox = Sandbox.start(config);
        Clients clients = Clients.of(sandbox.bootstrapServers(), sandbox.tableEndpoint())) {
      assertThatThrownBy(() -> Sandbox.start(config))
          .isInstanceOf(SandboxException.class)
          .hasMessageContaining("is in use");
      clients.createTable(NAME);
      clients.createTopic(NAME);
    }
  }

  private Path temporary() throws IOException {
    return Files.createDirectories(root.resolve("tmp"));
  }

  private static Sandbox write(Path directory) {
    Sandbox sandbox = Sandbox.start(SandboxConfig.defaults().withDirectory(directory));
    try (Clients clients = Clients.of(sandbox.bootstrapServers(), sandbox.tableEndpoint())) {
      clients.createTopic(NAME);
      clients.createTable(NAME);
      clients.send(NAME, ALL.stream().map(String::valueOf).toList());
      ALL.forEach(i -> clients.put(NAME, "" + i, i));
    }
    return sandbox;
  }

  private void assertAllIsThere() {
    try (Sandbox sandbox = Sandbox.start(SandboxConfig.defaults().withDirectory(root));
        Clients clients = Clients.of(sandbox.bootstrapServers(), sandbox.tableEndpoint())) {
      assertThat(clients.read(NAME, ALL.size())).map(Long::valueOf).isEqualTo(ALL);
      assertThat(ALL).allSatisfy(i -> assertThat(clients.get(NAME, "" + i)).hasValue(i));
    }
  }

  /** Writes in a process of its own, whose servers then keep it running until it is killed. */
  static final class Writer {
    private Writer() {}

    public static void main(String[] arguments) {
      write(Path.of(arguments[0]));
      System.out.println("written");
    }
  }
}
