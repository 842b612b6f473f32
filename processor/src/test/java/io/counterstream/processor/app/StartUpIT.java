package io.counterstream.processor.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.counterstream.contract.Topics;
import io.counterstream.testkit.Servers;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;

/** A processor says what it lacks, creates it if asked, and tells how it is. */
class StartUpIT {
  @Test
  void saysEverythingThatIsMissingAtOnce() {
    Deployment nothing = unprovisioned("missing-" + UUID.randomUUID());
    assertThatThrownBy(() -> CounterProcessor.start(nothing.settings(Map.of())))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("--provision creates what does not exist")
        .hasMessageContaining("topic " + nothing.topics().commands() + " does not exist")
        .hasMessageContaining("topic " + nothing.topics().deadLetters() + " does not exist")
        .hasMessageContaining("table " + nothing.name() + " does not exist");
  }

  @Test
  void refusesTopicsWithDifferentPartitionCounts() throws Exception {
    Deployment deployment = unprovisioned("uneven-" + UUID.randomUUID());
    Topics topics = deployment.topics();
    try (Admin admin =
        Admin.create(Map.of("bootstrap.servers", deployment.servers().bootstrapServers()))) {
      admin
          .createTopics(List.of(new NewTopic(topics.applied(), 3, (short) 1)))
          .all()
          .get();
    }
    assertThatThrownBy(() -> CounterProcessor.provision(deployment.settings(Map.of())))
        .hasMessageContaining("same number of partitions")
        .hasMessageContaining(topics.applied() + "=3")
        .hasMessageContaining(topics.commands() + "=2");
  }

  @Test
  void refusesACompactedResultTopic() throws Exception {
    Deployment deployment = unprovisioned("compact-" + UUID.randomUUID());
    NewTopic compacted = new NewTopic(deployment.topics().rejected(), 2, (short) 1)
        .configs(Map.of("cleanup.policy", "compact"));
    try (Admin admin =
        Admin.create(Map.of("bootstrap.servers", deployment.servers().bootstrapServers()))) {
      admin.createTopics(List.of(compacted)).all().get();
    }
    assertThatThrownBy(() -> CounterProcessor.provision(deployment.settings(Map.of())))
        .hasMessageContaining(deployment.topics().rejected() + " must have cleanup.policy=delete");
  }

  @Test
  void refusesAResultTopicThatWouldRefuseTheTimestampOfACommand() {
    Deployment deployment = unprovisioned("recent-" + UUID.randomUUID());
    Topics topics = deployment.topics();
    try (AdminProbe admin = new AdminProbe(deployment.servers().bootstrapServers())) {
      String day = Long.toString(Duration.ofDays(1).toMillis());
      admin.create(topics.commands(), 2, Map.of("message.timestamp.after.max.ms", day));
      admin.create(topics.applied(), 2, Map.of("message.timestamp.before.max.ms", day));
      admin.create(topics.conflicts(), 2, Map.of("message.timestamp.after.max.ms", "3600000"));
      admin.create(topics.rejected(), 2, Map.of("message.timestamp.after.max.ms", day));
    }
    assertThatThrownBy(() -> CounterProcessor.provision(deployment.settings(Map.of())))
        .hasMessageContaining(topics.applied() + " must take records with any timestamp")
        .hasMessageContaining(topics.conflicts() + " must take records with any timestamp")
        .message()
        .doesNotContain(topics.rejected())
        .doesNotContain(topics.deadLetters());
  }

  @Test
  void provisioningTwiceIsHarmless() {
    Deployment deployment = Deployment.create(2);
    CounterProcessor.provision(deployment.settings(Map.of("partitions", "5")));
    deployment.start(Map.of()).close();
  }

  @Test
  void saysWhichServerDoesNotAnswer() {
    Deployment deployment = Deployment.create(1);
    assertThatThrownBy(() -> CounterProcessor.start(
            deployment.settings(Map.of("table.endpoint", "http://127.0.0.1:1"))))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("no usable answer from DynamoDB")
        .hasMessageContaining("http://127.0.0.1:1");
    assertThatThrownBy(() ->
            CounterProcessor.start(deployment.settings(Map.of("bootstrap.servers", "no-port"))))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("no-port");
  }

  @Test
  void healthAndMetricsAreServed() throws Exception {
    Deployment deployment = Deployment.create(1);
    int port = FreePort.next();
    // With more threads it is running when one is, and again when another one has joined.
    CounterProcessor processor =
        deployment.start(Map.of("http.port", Integer.toString(port), "stream.threads", "1"));
    try {
      HttpResponse<String> health = get(port, "/health");
      assertThat(health.statusCode()).isEqualTo(200);
      assertThat(health.body()).isEqualTo("{\"status\":\"up\",\"stream\":\"RUNNING\"}");
      assertThat(get(port, "/metrics").body())
          .contains("counterstream_put_commands")
          .contains("kafka_stream");
    } finally {
      processor.close();
    }
    assertThat(processor.awaitStop()).isEqualTo(Optional.empty());
  }

  private static Deployment unprovisioned(String name) {
    return new Deployment(Servers.shared(), name, 2, Map.of());
  }

  private static HttpResponse<String> get(int port, String path) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .build(),
            HttpResponse.BodyHandlers.ofString());
  }
}
