package io.counterstream.analytics.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.counterstream.audit.AuditReport;
import io.counterstream.audit.Counts;
import io.counterstream.contract.Outcome;
import io.counterstream.contract.json.OutcomeCodec;
import io.counterstream.processor.app.CounterProcessor;
import io.counterstream.processor.app.TestProcessors;
import io.counterstream.testkit.Deployment;
import io.counterstream.testkit.audit.DeploymentAudit;
import io.counterstream.testkit.client.KafkaClient;
import io.counterstream.testkit.process.ChildJvm;
import io.counterstream.testkit.wait.Waiting;
import java.io.File;
import java.io.IOException;
import java.math.BigInteger;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Two instances on a processor's topics, killed in turn; those that follow are in this JVM. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AnalyticsIT {
  private static final int PARTITIONS = 4;
  private static final int COUNTERS = 60;
  private static final int COMMANDS = 600;

  /** So long that no outcome of the test is late. */
  private static final Duration GRACE = Duration.ofMinutes(4);

  @TempDir
  static Path state;

  private final List<InstanceClient> instances = new ArrayList<>();
  private Deployment deployment;
  private CounterProcessor processor;
  private KafkaClient kafka;
  private long sent;

  @BeforeAll
  void start() throws IOException {
    deployment = TestProcessors.deploy(PARTITIONS);
    processor = TestProcessors.start(deployment);
    kafka = deployment.kafka();
    for (int i = 0; i < 2; i++) {
      try (ServerSocket socket = new ServerSocket(0)) {
        instances.add(new InstanceClient(socket.getLocalPort()));
      }
    }
    Analytics.provision(settings(0));
  }

  @AfterAll
  void stop() {
    kafka.close();
    processor.close();
  }

  @Test
  void windowsAreTheAuditsCountsAfterEachInstanceWasKilled() throws Exception {
    try (ChildJvm one = startProcess(0);
        ChildJvm other = startProcess(1)) {
      publish();
      awaitFresh(0, 2);
      publish();
      one.kill();
      publish();
      try (Analytics oneAgain = Analytics.start(settings(0))) {
        awaitFresh(0, 1);
        publish();
        other.kill();
        publish();
        try (Analytics otherAgain = Analytics.start(settings(1))) {
          awaitFresh(0, 1);
          awaitFresh(1, 1);
          Map<String, Long> counts = auditedCounts();
          instances.forEach(instance -> assertTotals(instance, counts));
          assertCounters();
          assertRollups();
          assertFinalResults(counts);
          assertThat(oneAgain.address()).isNotEqualTo(otherAgain.address());
        }
      }
    }
  }

  private AnalyticsSettings settings(int instance) {
    return AnalyticsSettings.of(given(instance));
  }

  private Map<String, String> given(int instance) {
    Map<String, String> settings = new HashMap<>(Map.of(
        "bootstrap.servers", deployment.servers().bootstrapServers(),
        "application.id", deployment.name(),
        "topic.prefix", deployment.name(),
        "stream.threads", "1",
        "commit.interval.ms", "100",
        "state.standbys", "1",
        "window.grace.ms", Long.toString(GRACE.toMillis())));
    settings.putAll(Map.of(
        "kafka.main.consumer.session.timeout.ms", "2000",
        "kafka.main.consumer.heartbeat.interval.ms", "500",
        "kafka.producer.transaction.timeout.ms", "4000",
        "http.port", Integer.toString(instances.get(instance).port()),
        "state.directory", state.resolve(Integer.toString(instance)).toString()));
    return settings;
  }

  /** With the libraries of the container image. */
  private ChildJvm startProcess(int instance) throws IOException {
    return ChildJvm.of(
            AnalyticsCommand.class.getName(),
            Path.of("target", "analytics-" + deployment.name() + "-" + instance + ".log"))
        .options("-Xmx256m")
        .classPath(imageClassPath())
        .start(Deployment.arguments(given(instance)));
  }

  private static String imageClassPath() throws IOException {
    String testkit =
        ChildJvm.class.getProtectionDomain().getCodeSource().getLocation().getPath();
    try (Stream<Path> built = Files.list(Path.of("target"))) {
      String jar = built
          .map(Path::toString)
          .filter(name -> name.matches(".*counterstream-analytics-[^/]*\\.jar"))
          .findFirst()
          .orElseThrow();
      return String.join(File.pathSeparator, jar, "target/lib/*", testkit);
    }
  }

  private static String nameOf(int number) {
    return "shop/%d/c%d".formatted(number % 3, number % COUNTERS);
  }

  /** A third of the commands expects a wrong value. */
  private void publish() {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (int i = 0; i < COMMANDS; i++) {
      String expected = i % 3 == 0 ? "-1" : "\"any\"";
      String delta = i % COUNTERS == 1 ? "4611686018427387904" : "1";
      records.add(deployment.command(
          "id-" + sent++, nameOf(i), "\"delta\":" + delta + ",\"expected\":" + expected));
    }
    kafka.publish(records);
  }

  /** Waits until an instance knows all outcomes, each partition of one of so many instances. */
  private void awaitFresh(int instance, int owners) {
    kafka.awaitRecords(deployment.topics().outcomes(), sent);
    Waiting.await().until(() -> instances.get(instance).isFresh(sent, owners));
  }

  private List<Outcome> outcomes() {
    return kafka.read(deployment.topics().outcomes()).stream()
        .map(ConsumerRecord::value)
        .map(OutcomeCodec::decode)
        .toList();
  }

  /** What the audit counts, once it has judged that the guarantee holds. */
  private Map<String, Long> auditedCounts() {
    AuditReport report = DeploymentAudit.judge(deployment);
    assertThat(report.holds()).as(report.toString()).isTrue();
    Counts counts = report.counts();
    assertThat(counts.commands()).isEqualTo(sent);
    assertThat(counts.overflows()).isPositive();
    return Map.of(
        "applied",
        counts.applied(),
        "conflicts",
        counts.conflicts() + counts.outOfBounds(),
        "rejected",
        counts.overflows() + counts.invalid() + counts.wrongKeys() + counts.unusable());
  }

  private static void assertTotals(InstanceClient instance, Map<String, Long> counts) {
    JsonNode overview = instance.overview();
    JsonNode totals = overview.get("totals");
    assertThat(InstanceClient.sums(List.of(totals))).isEqualTo(counts);
    assertThat(totals.get("late").textValue()).isEqualTo("0");
    assertThat(totals.get("early").textValue()).isEqualTo("0");
    assertThat(totals.get("counters").asInt()).isEqualTo(COUNTERS);
    overview.get("alerts").forEach(count -> assertThat(count.textValue()).isEqualTo("0"));
    assertThat(instance.inSeconds()).isEqualTo(counts);
    assertThat(instance.inWindows("minute")).isEqualTo(counts);
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
    for (InstanceClient instance : instances) {
      Map<String, String> found = new TreeMap<>();
      for (JsonNode item : instance.counters()) {
        found.put(
            item.get("counter").textValue(),
            item.get("value").textValue() + "/" + item.get("version").textValue());
      }
      assertThat(found).isEqualTo(newest);
    }
    JsonNode recent = instances.get(1).json("/api/counter/outcomes?name=shop%2F1%2Fc1&limit=30");
    assertThat(recent.get("items")).hasSize(30);
  }

  private void assertRollups() {
    Map<String, BigInteger> sums = new TreeMap<>();
    for (JsonNode item : instances.get(0).counters()) {
      // A counter that never existed, because all its commands conflict, makes no node.
      if (item.get("exists").booleanValue()) {
        sums.merge(
            item.get("counter").textValue().replaceFirst("/c.*", ""),
            new BigInteger(item.get("value").textValue()),
            BigInteger::add);
      }
    }
    assertThat(instances.get(1).rollups("shop")).isEqualTo(sums);
    assertThat(values("-latest").get(0).get("type").textValue()).isEqualTo("latest");
  }

  /** The topic has the final result of each window once, and they add up to the audit's counts. */
  private void assertFinalResults(Map<String, Long> counts) {
    closeWindows();
    for (String size : List.of("second", "minute")) {
      Waiting.await()
          .untilAsserted(() -> assertThat(InstanceClient.sums(values("-stats").stream()
                  .filter(window -> window.get("size").textValue().equals(size))
                  .toList()))
              .isEqualTo(counts));
    }
    assertThat(values("-stats"))
        .extracting(window -> "%s %s %s %s"
            .formatted(
                window.get("size").textValue(),
                window.get("partition").asText(),
                window.path("counter").asText(),
                window.get("start").textValue()))
        .doesNotHaveDuplicates();
  }

  /** Moves the stream time of each partition beyond the grace period of what was sent before. */
  private void closeWindows() {
    long later = System.currentTimeMillis() + GRACE.multipliedBy(2).toMillis();
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (int i = 0; i < COUNTERS; i++) {
      var command =
          deployment.command("id-" + sent++, nameOf(i), "\"delta\":-1,\"expected\":\"any\"");
      records.add(
          new ProducerRecord<>(command.topic(), null, later, command.key(), command.value()));
    }
    kafka.publish(records);
  }

  private List<JsonNode> values(String suffix) {
    return kafka.read(List.of(deployment.name() + suffix)).stream()
        .map(message -> new String(message.value(), StandardCharsets.UTF_8))
        .map(InstanceClient::parsed)
        .toList();
  }
}
