package io.counterstream.processor.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.counterstream.contract.Topics;
import io.counterstream.sandbox.Ports;
import io.counterstream.testkit.Deployment;
import io.counterstream.testkit.client.KafkaClient;
import io.counterstream.testkit.process.ChildJvm;
import io.counterstream.testkit.wait.Waiting;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A processor reports what is missing, creates it on request, and serves its health. */
class StartUpIT {
  private static final String UUID_PATTERN =
      "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";

  @Test
  void saysEverythingThatIsMissingAtOnce() {
    Deployment nothing = Deployment.unique(2, Map.of());
    assertThatThrownBy(() -> CounterProcessor.start(TestProcessors.settings(nothing, Map.of())))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("--provision creates what does not exist")
        .hasMessageContaining("topic " + nothing.topics().commands() + " does not exist")
        .hasMessageContaining("topic " + nothing.topics().deadLetters() + " does not exist")
        .hasMessageContaining("table " + nothing.name() + " does not exist");
  }

  @Test
  void refusesTopicsWithDifferentPartitionCounts() throws Exception {
    Deployment deployment = Deployment.unique(2, Map.of());
    Topics topics = deployment.topics();
    try (KafkaClient kafka = deployment.kafka()) {
      kafka.createTopic(topics.applied(), 3, Map.of());
    }
    assertThatThrownBy(
            () -> CounterProcessor.provision(TestProcessors.settings(deployment, Map.of())))
        .hasMessageContaining("nothing was created")
        .hasMessageContaining("same number of partitions")
        .hasMessageContaining(topics.applied() + "=3")
        .hasMessageContaining(topics.commands() + "=2");
    assertThatThrownBy(() -> TestProcessors.start(deployment))
        .hasMessageContaining("topic " + topics.commands() + " does not exist")
        .hasMessageContaining("topic " + topics.deadLetters() + " does not exist")
        .hasMessageContaining("table " + deployment.name() + " does not exist");
  }

  @Test
  void aServerThatIsNoBrokerIsNamed() {
    Deployment deployment = Deployment.unique(1, Map.of());
    String http = deployment.servers().tableEndpoint().getAuthority();
    assertThatThrownBy(() -> CounterProcessor.start(
            TestProcessors.settings(deployment, Map.of("bootstrap.servers", http))))
        .isInstanceOf(SettingsException.class)
        .hasMessage("can't use Kafka:\n  " + http + " is an HTTP server. Is it a Kafka broker? Name"
            + " the host and port of one with bootstrap.servers");
  }

  /** In the classic protocol of groups and in the newer one. */
  @ParameterizedTest
  @ValueSource(strings = {"classic", "consumer"})
  void anotherConsumerInItsGroupIsNamed(String protocol) throws Exception {
    Deployment deployment = TestProcessors.deploy(1);
    try (KafkaConsumer<byte[], byte[]> other = consumer(deployment, protocol);
        ChildJvm processor = deployment.startProcess(Deployment.PROCESSOR, Map.of())) {
      processor.awaitOutput("The processor stops: another member of group " + deployment.name()
          + " \\(application.id\\) uses another protocol, so it is no processor\\. End it");
      assertThat(processor.awaitExit()).isEqualTo(1);
      assertThat(processor.output()).doesNotContain("\tat ");
      assertThat(other.assignment()).hasSize(1);
    }
  }

  /** Returns a consumer that is a member of the processors' group and has their partition. */
  private static KafkaConsumer<byte[], byte[]> consumer(Deployment deployment, String protocol) {
    KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
        Map.of(
            "bootstrap.servers",
            deployment.servers().bootstrapServers(),
            "group.id",
            deployment.name(),
            "group.protocol",
            protocol),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
    consumer.subscribe(List.of(deployment.topics().commands()));
    Waiting.await().until(() -> {
      consumer.poll(Duration.ofMillis(50));
      return !consumer.assignment().isEmpty();
    });
    return consumer;
  }

  @Test
  void refusesACompactedResultTopic() throws Exception {
    Deployment deployment = Deployment.unique(2, Map.of());
    try (KafkaClient kafka = deployment.kafka()) {
      kafka.createTopic(deployment.topics().rejected(), 2, Map.of("cleanup.policy", "compact"));
    }
    assertThatThrownBy(
            () -> CounterProcessor.provision(TestProcessors.settings(deployment, Map.of())))
        .hasMessageContaining(deployment.topics().rejected() + " must have cleanup.policy=delete");
  }

  @Test
  void refusesAResultTopicThatWouldRefuseTheTimestampOfACommand() {
    Deployment deployment = Deployment.unique(2, Map.of());
    Topics topics = deployment.topics();
    try (KafkaClient kafka = deployment.kafka()) {
      String day = Long.toString(Duration.ofDays(1).toMillis());
      kafka.createTopic(topics.commands(), 2, Map.of("message.timestamp.after.max.ms", day));
      kafka.createTopic(topics.applied(), 2, Map.of("message.timestamp.before.max.ms", day));
      kafka.createTopic(topics.conflicts(), 2, Map.of("message.timestamp.after.max.ms", "3600000"));
      kafka.createTopic(topics.rejected(), 2, Map.of("message.timestamp.after.max.ms", day));
    }
    assertThatThrownBy(
            () -> CounterProcessor.provision(TestProcessors.settings(deployment, Map.of())))
        .hasMessageContaining(topics.applied() + " must accept records with any timestamp")
        .hasMessageContaining(topics.conflicts() + " must accept records with any timestamp")
        .message()
        .doesNotContain(topics.rejected())
        .doesNotContain(topics.deadLetters());
  }

  @Test
  void readsTheVersionOfTheTransactionProtocol() {
    Deployment deployment = Deployment.unique(1, Map.of());
    try (KafkaClient kafka = deployment.kafka()) {
      assertThat(TransactionVersion.of(kafka.admin())).isEqualTo(new TransactionVersion(2));
    }
  }

  @Test
  void provisioningTwiceIsHarmless() {
    Deployment deployment = TestProcessors.deploy(2);
    CounterProcessor.provision(TestProcessors.settings(deployment, Map.of("partitions", "5")));
    TestProcessors.start(deployment).close();
  }

  @Test
  void saysWhichServerDoesNotAnswer() {
    Deployment deployment = TestProcessors.deploy(1);
    assertThatThrownBy(() -> CounterProcessor.start(
            TestProcessors.settings(deployment, Map.of("table.endpoint", "http://127.0.0.1:1"))))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("no usable response from DynamoDB")
        .hasMessageContaining("http://127.0.0.1:1");
    assertThatThrownBy(() -> CounterProcessor.start(
            TestProcessors.settings(deployment, Map.of("bootstrap.servers", "no-port"))))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("no-port");
  }

  @Test
  void healthAndMetricsAreServed() throws Exception {
    Deployment deployment = TestProcessors.deploy(1);
    int port = Ports.lasting(1).get(0);
    // With more threads it is running once one has joined, and again after the next.
    CounterProcessor processor = TestProcessors.start(
        deployment, Map.of("http.port", Integer.toString(port), "stream.threads", "1"));
    try {
      HttpResponse<String> health = get(port, "/health");
      assertThat(health.statusCode()).isEqualTo(200);
      assertThat(health.body()).isEqualTo("{\"status\":\"up\",\"stream\":\"RUNNING\"}");
      String metrics = get(port, "/metrics").body();
      assertThat(metrics).contains("counterstream_batch_commands").contains("kafka_stream");
      // A label that is new at each start would be a thousand series more for each.
      assertThat(metrics.replace(deployment.name(), "")).doesNotContainPattern(UUID_PATTERN);
    } finally {
      processor.close();
    }
    assertThat(processor.awaitStop()).isEqualTo(Optional.empty());
  }

  private static HttpResponse<String> get(int port, String path) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .build(),
            HttpResponse.BodyHandlers.ofString());
  }
}
