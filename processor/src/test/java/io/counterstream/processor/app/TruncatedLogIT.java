package io.counterstream.processor.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.counterstream.processor.offsets.OffsetsResetException;
import io.counterstream.sandbox.Sandbox;
import io.counterstream.sandbox.SandboxConfig;
import io.counterstream.testkit.Deployment;
import io.counterstream.testkit.Servers;
import io.counterstream.testkit.client.KafkaClient;
import io.counterstream.testkit.wait.Waiting;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The broker loses records of the command topic that were decided. */
class TruncatedLogIT {
  private static final int DECIDED = 30;
  private static final int AFTER = 50;

  @TempDir
  private Path root;

  private int sent;

  /** A sandbox that keeps its data. */
  private record KeptServers(Sandbox sandbox) implements Servers {
    @Override
    public String bootstrapServers() {
      return sandbox.bootstrapServers();
    }

    @Override
    public URI tableEndpoint() {
      return sandbox.tableEndpoint();
    }

    @Override
    public void close() {
      sandbox.close();
    }
  }

  @Test
  void stopsTheProcessorOnceAndANewTopicCuresIt() throws Exception {
    try (Servers servers = start()) {
      Deployment deployment = TestProcessors.provision(deployment(servers));
      decide(deployment, DECIDED);
    }
    truncate();
    try (Servers servers = start()) {
      Deployment deployment = deployment(servers);
      assertThatThrownBy(
              () -> CounterProcessor.start(TestProcessors.settings(deployment, Map.of())))
          .isInstanceOf(SettingsException.class)
          .hasMessageContaining("the commands below 30 have committed outcomes, but the topic ends")
          .hasMessageContaining("--delete --topic " + deployment.topics().commands());
      try (KafkaClient kafka = deployment.kafka()) {
        publish(deployment, kafka, AFTER);
        assertStopsBecauseTheLogIsNotTheSame(deployment);
        assertThat(kafka.read(deployment.topics().outcomes())).hasSize(DECIDED);
        createTopicAgain(deployment, kafka);
      }
      decide(deployment, 1);
    }
  }

  private static void assertStopsBecauseTheLogIsNotTheSame(Deployment deployment)
      throws InterruptedException {
    // Skipping what is decided would pass over other commands than those that were.
    Map<String, String> skip = Map.of("on.already.decided", "skip");
    try (CounterProcessor processor =
        CounterProcessor.start(TestProcessors.settings(deployment, skip))) {
      assertThat(processor.awaitStop().orElseThrow())
          .isInstanceOf(OffsetsResetException.class)
          .hasMessageContaining("group kept is at offset 30, but Kafka delivers from offset 0 on")
          .hasMessageContaining("--delete --topic " + deployment.topics().commands());
    }
  }

  private static void createTopicAgain(Deployment deployment, KafkaClient kafka) throws Exception {
    String topic = deployment.topics().commands();
    kafka.admin().deleteTopics(List.of(topic)).all().get();
    Waiting.await().until(() -> !kafka.admin().listTopics().names().get().contains(topic));
    TestProcessors.provision(deployment);
  }

  private void decide(Deployment deployment, int count) {
    try (KafkaClient kafka = deployment.kafka();
        CounterProcessor processor = TestProcessors.start(deployment)) {
      long before = kafka.read(deployment.topics().outcomes()).size();
      publish(deployment, kafka, count);
      assertThat(kafka.awaitRecords(deployment.topics().outcomes(), before + count))
          .isEqualTo(before + count);
    }
  }

  private void publish(Deployment deployment, KafkaClient kafka, int count) {
    String fields = "\"delta\":1,\"expected\":\"any\"";
    kafka.publish(IntStream.range(sent, sent + count)
        .mapToObj(i -> deployment.command("r" + i, "counter-" + i % 3, fields))
        .toList());
    sent += count;
  }

  private Servers start() {
    return new KeptServers(Sandbox.start(SandboxConfig.defaults().withDirectory(root)));
  }

  private static Deployment deployment(Servers servers) {
    return new Deployment(servers, "kept", 1, Deployment.QUICK_FAILOVER);
  }

  /** Removes the files of the partition's log; the broker creates it again, empty. */
  private void truncate() throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      Path log =
          all.filter(path -> path.endsWith("kept-commands-0")).findFirst().orElseThrow();
      try (Stream<Path> files = Files.list(log)) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
