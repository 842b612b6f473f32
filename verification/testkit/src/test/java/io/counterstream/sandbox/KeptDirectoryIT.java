package io.counterstream.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.counterstream.testkit.client.KafkaClient;
import io.counterstream.testkit.client.TableClient;
import io.counterstream.testkit.process.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sandbox with a directory keeps its data, whatever ports it starts on. */
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
    try (ChildJvm child = ChildJvm.of(Writer.class.getName(), root.resolve("writer.log"))
        .options("-Djava.io.tmpdir=" + temporary())
        .start(List.of(root.toString()))) {
      child.awaitOutput("written");
      child.kill();
    }
    assertAllIsThere();
  }

  @Test
  void refusesADirectoryInUseAndLeavesItsUserAlone() {
    SandboxConfig config = SandboxConfig.defaults().withDirectory(root);
    try (Sandbox sandbox = Sandbox.start(config);
        KafkaClient kafka = new KafkaClient(sandbox.bootstrapServers());
        TableClient table = new TableClient(sandbox.tableEndpoint(), NAME)) {
      assertThatThrownBy(() -> Sandbox.start(config))
          .isInstanceOf(SandboxException.class)
          .hasMessageContaining("is in use");
      table.create();
      kafka.createTopic(NAME, 1, Map.of());
    }
  }

  private Path temporary() throws IOException {
    return Files.createDirectories(root.resolve("tmp"));
  }

  private static Sandbox write(Path directory) {
    Sandbox sandbox = Sandbox.start(SandboxConfig.defaults().withDirectory(directory));
    try (KafkaClient kafka = new KafkaClient(sandbox.bootstrapServers());
        TableClient table = new TableClient(sandbox.tableEndpoint(), NAME)) {
      kafka.createTopic(NAME, 1, Map.of());
      table.create();
      kafka.publish(ALL.stream()
          .map(i -> new ProducerRecord<byte[], byte[]>(NAME, ("" + i).getBytes(UTF_8)))
          .toList());
      ALL.forEach(i -> table.put(TableClient.item("" + i, i)));
    }
    return sandbox;
  }

  private void assertAllIsThere() {
    try (Sandbox sandbox = Sandbox.start(SandboxConfig.defaults().withDirectory(root));
        KafkaClient kafka = new KafkaClient(sandbox.bootstrapServers());
        TableClient table = new TableClient(sandbox.tableEndpoint(), NAME)) {
      assertThat(kafka.read(List.of(NAME)))
          .map(record -> Long.valueOf(new String(record.value(), UTF_8)))
          .isEqualTo(ALL);
      assertThat(ALL)
          .allSatisfy(i -> assertThat(table.item("" + i)).contains(TableClient.item("" + i, i)));
    }
  }

  /** Writes in a process of its own, whose servers keep it running until it is killed. */
  static final class Writer {
    private Writer() {}

    public static void main(String[] arguments) {
      write(Path.of(arguments[0]));
      System.out.println("written");
    }
  }
}
