package io.counterstream.analytics.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.counterstream.contract.Outcome;
import io.counterstream.contract.json.OutcomeCodec;
import io.counterstream.processor.app.CounterProcessor;
import io.counterstream.processor.app.TestProcessors;
import io.counterstream.testkit.Deployment;
import io.counterstream.testkit.client.KafkaClient;
import io.counterstream.testkit.process.ChildJvm;
import io.counterstream.testkit.wait.Waiting;
import java.io.IOException;
import java.math.BigInteger;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Two instances on the topics of a processor, killed in turn. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AnalyticsIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int PARTITIONS = 4;
  private static final int COUNTERS = 60;
  private static final int COMMANDS = 1200;

  @TempDir
  Path state;

  private final HttpClient http = HttpClient.newHttpClient();
  private final List<Integer> ports = new ArrayList<>();
  private Deployment deployment;
  private CounterProcessor processor;
  private KafkaClient kafka;
  private long sent;

  @BeforeAll
  void start() throws IOException {
    deployment = TestProcessors.deploy(PARTITIONS);
    processor = TestProcessors.start(deployment);
    kafka = deployment.kafka();
    Analytics.provision(AnalyticsSettings.of(settings(0)));
    for (int i = 0; i < 2; i++) {
      try (ServerSocket socket = new ServerSocket(0)) {
        ports.add(socket.getLocalPort());
      }
    }
  }

  @AfterAll
  void stop() {
    kafka.close();
    processor.close();
  }

  @Test
  void theTotalsAreTheTopicsEvenIfEachInstanceIsKilled() throws Exception {
    ChildJvm one = start(0);
    ChildJvm other = start(1);
    try {
      publish();
      one.kill();
      publish();
      one = start(0);
      awaitFresh(0);
      publish();
      other.kill();
      publish();
      other = start(1);
      awaitFresh(0);
      awaitFresh(1);
      assertTotals(0);
      assertTotals(1);
      assertCounters();
      assertRollups();
    } finally {
      one.close();
      other.close();
    }
  }

  private Map<String, String> settings(int instance) {
    Map<String, String> settings = new HashMap<>(Map.of(
        "bootstrap.servers", deployment.servers().bootstrapServers(),
        "application.id", deployment.name(),
        "topic.prefix", deployment.name(),
        "stream.threads", "1",
        "commit.interval.ms", "100",
        "state.standbys", "1",
        "kafka.main.consumer.session.timeout.ms", "2000",
        "kafka.main.consumer.heartbeat.interval.ms", "500",
        "kafka.producer.transaction.timeout.ms", "4000"));
    if (!ports.isEmpty()) {
      settings.put("http.port", ports.get(instance).toString());
      settings.put("state.directory", state.resolve(Integer.toString(instance)).toString());
    }
    return settings;
  }

  private ChildJvm start(int instance) {
    return ChildJvm.of(
            AnalyticsCommand.class.getName(),
            Path.of("target", "analytics-" + deployment.name() + "-" + instance + ".log"))
        .options("-Xmx256m")
        .start(Deployment.arguments(settings(instance)));
  }

  /** A third of the commands expects a wrong value. */
  private void publish() {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (int i = 0; i < COMMANDS; i++) {
      String counter = "shop/%d/c%d".formatted(i % 3, i % COUNTERS);
      String expected = i % 3 == 0 ? "-1" : "\"any\"";
      String delta = i % COUNTERS == 1 ? "4611686018427387904" : "1";
      records.add(deployment.command(
          "id-" + sent++, counter, "\"delta\":" + delta + ",\"expected\":" + expected));
    }
    kafka.publish(records);
  }

  private void awaitFresh(int instance) {
    kafka.awaitRecords(deployment.topics().outcomes(), sent);
    Waiting.await().until(() -> {
      JsonNode freshness = json(instance, "/api/overview").path("freshness");
      if (!freshness.path("complete").booleanValue()) {
        return false;
      }
      for (JsonNode partition : freshness.path("partitions")) {
        if (!partition.path("role").textValue().equals("active")
            || !partition.path("behindRecords").textValue().equals("0")) {
          return false;
        }
      }
      return sumOfTotals(instance) == sent;
    });
  }

  private long sumOfTotals(int instance) {
    JsonNode totals = json(instance, "/api/overview").path("totals");
    return totals.path("applied").asLong()
        + totals.path("conflicts").asLong()
        + totals.path("rejected").asLong();
  }

  private JsonNode json(int instance, String path) {
    URI address = URI.create("http://127.0.0.1:" + ports.get(instance) + path);
    try {
      HttpResponse<String> response =
          http.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
      return JSON.readTree(response.body());
    } catch (IOException starting) {
      return JSON.createObjectNode();
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }

  private List<Outcome> outcomes() {
    return kafka.read(deployment.topics().outcomes()).stream()
        .map(ConsumerRecord::value)
        .map(OutcomeCodec::decode)
        .toList();
  }

  private void assertTotals(int instance) {
    Map<String, Long> counts = new TreeMap<>();
    outcomes().forEach(outcome -> counts.merge(outcome.type().word(), 1L, Long::sum));
    JsonNode overview = json(instance, "/api/overview");
    JsonNode totals = overview.get("totals");
    assertThat(totals.get("applied").asLong()).isEqualTo(counts.get("applied"));
    assertThat(totals.get("conflicts").asLong()).isEqualTo(counts.get("conflict"));
    assertThat(totals.get("rejected").asLong()).isEqualTo(counts.getOrDefault("rejected", 0L));
    assertThat(totals.get("counters").asInt()).isEqualTo(COUNTERS);
    overview.get("alerts").forEach(count -> assertThat(count.textValue()).isEqualTo("0"));
    long inWindows = 0;
    JsonNode seconds = json(instance, "/api/rates").get("seconds");
    for (String column : List.of("applied", "conflicts", "rejected")) {
      for (JsonNode count : seconds.get(column)) {
        inWindows += count.asLong();
      }
    }
    assertThat(inWindows + totals.get("late").asLong()).isEqualTo(sent);
  }

  /** The state of every counter, on either instance, is that of its last outcome. */
  private void assertCounters() {
    Map<String, String> newest = new TreeMap<>();
    Map<String, Long> versions = new TreeMap<>();
    outcomes().forEach(outcome -> {
      var state = outcome.state().orElseThrow();
      String counter = outcome.counterName().orElseThrow();
      if (versions.getOrDefault(counter, -1L) <= state.version()) {
        versions.put(counter, state.version());
        newest.put(counter, state.value() + "/" + state.version());
      }
    });
    for (int instance = 0; instance < 2; instance++) {
      Map<String, String> found = new TreeMap<>();
      for (JsonNode item : json(instance, "/api/counters?limit=200").get("items")) {
        found.put(
            item.get("counter").textValue(),
            item.get("value").textValue() + "/" + item.get("version").textValue());
      }
      assertThat(found).isEqualTo(newest);
    }
    JsonNode recent =
        json(1, "/api/counter/outcomes?name=shop%2F1%2Fc1&limit=30").get("items");
    assertThat(recent).hasSize(30);
  }

  private void assertRollups() {
    Map<String, BigInteger> sums = new TreeMap<>();
    for (JsonNode item : json(0, "/api/counters?limit=200").get("items")) {
      // A counter that never existed, because all its commands conflict, makes no node.
      if (item.get("exists").booleanValue()) {
        sums.merge(
            item.get("counter").textValue().replaceFirst("/c.*", ""),
            new BigInteger(item.get("value").textValue()),
            BigInteger::add);
      }
    }
    Map<String, BigInteger> found = new TreeMap<>();
    for (JsonNode item : json(1, "/api/rollups?parent=shop").get("items")) {
      found.put(item.get("name").textValue(), new BigInteger(item.get("sum").textValue()));
    }
    assertThat(found).isEqualTo(sums);
    assertThat(new String(
            kafka.read(List.of(deployment.name() + "-latest")).get(0).value(),
            StandardCharsets.UTF_8))
        .contains("\"type\":\"latest\"");
  }
}
