package io.counterstream.processor.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Settings from texts: all faults at once, Kafka's own passed through, and the documentation. */
class ProcessorSettingsTest {
  @Test
  void namesEveryFaultAtOnce() {
    assertThatThrownBy(() -> ProcessorSettings.of(Map.of(
            "max.in.flight", "0",
            "max.batch.commands", "many",
            "tabel.name", "x",
            "log.format", "xml")))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("max.in.flight")
        .hasMessageContaining("at least 1")
        .hasMessageContaining("max.batch.commands")
        .hasMessageContaining("many")
        .hasMessageContaining("tabel.name: no such setting")
        .hasMessageContaining("table.name")
        .hasMessageContaining("log.format");
  }

  @Test
  void refusesAPrefixThatIsNoTopicName() {
    assertThatThrownBy(() -> ProcessorSettings.of(Map.of("topic.prefix", "a b")))
        .hasMessageContaining("topic prefix");
  }

  @Test
  void refusesAReplyPatternThatIsNoRegularExpression() {
    assertThatThrownBy(() -> ProcessorSettings.of(Map.of("reply.topics", "(")))
        .hasMessageContaining("Unclosed group");
  }

  @Test
  void refusesWhatWouldSkipCommandsOrWeakenTheGuarantee() {
    assertThatThrownBy(() -> ProcessorSettings.of(Map.of(
            "kafka.processing.guarantee", "at_least_once",
            "kafka.processing.exception.handler", "LogAndContinue",
            "kafka.production.exception.handler", "LogAndContinue",
            "kafka.main.consumer.interceptor.classes", "Other")))
        .hasMessageContaining("kafka.processing.guarantee: can't be set")
        .hasMessageContaining("kafka.processing.exception.handler: can't be set")
        .hasMessageContaining("kafka.production.exception.handler: can't be set")
        .hasMessageContaining("kafka.main.consumer.interceptor.classes: can't be set");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "isolation.level",
        "consumer.isolation.level",
        "main.consumer.isolation.level",
        "interceptor.classes",
        "consumer.interceptor.classes",
        "producer.interceptor.classes",
        "main.consumer.auto.offset.reset",
        "consumer.enable.auto.commit",
        "group.protocol",
        "main.consumer.group.protocol",
        "consumer.group.id",
        "acks",
        "producer.acks",
        "producer.enable.idempotence",
        "producer.transactional.id",
        "producer.max.in.flight.requests.per.connection",
        "transaction.timeout.ms",
        "bootstrap.servers",
        "main.consumer.bootstrap.servers",
        "producer.bootstrap.servers",
        "default.client.supplier",
        "default.production.exception.handler",
        "deserialization.exception.handler",
        "producer.value.serializer",
        "compression.type",
        "producer.compression.type",
        "producer.compression.gzip.level",
        "restore.consumer.isolation.level",
        "main.consumer.check.crcs",
        "global.consumer.bootstrap.servers",
        "__processing.threads.enabled__",
        "main.consumer.internal.leave.group.on.close"
      })
  void refusesEverySpellingOfWhatTheGuaranteeRestsOn(String name) {
    assertThatThrownBy(() -> ProcessorSettings.of(Map.of("kafka." + name, "any")))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("kafka." + name + ": can't be set, ");
  }

  /** Clients in other languages read these two without a native library. */
  @Test
  void everyClientReadsResultsByDefault() {
    assertThat(StreamSettings.of(ProcessorSettings.of(Map.of()), 1_000_000))
        .extractingByKey("producer.compression.type")
        .isIn("none", "gzip");
  }

  @ParameterizedTest
  @CsvSource({
    "none, none, ,",
    "gzip, gzip, ,",
    "gzip:9, gzip, producer.compression.gzip.level, 9",
    "gzip:-1, gzip, producer.compression.gzip.level, -1",
    "snappy, snappy, ,",
    "lz4:17, lz4, producer.compression.lz4.level, 17",
    "zstd:-5, zstd, producer.compression.zstd.level, -5",
  })
  void oneSettingIsTheCompressionOfAllResults(
      String setting, String type, String levelKey, Integer level) {
    Properties stream =
        StreamSettings.of(ProcessorSettings.of(Map.of("results.compression", setting)), 1_000_000);
    assertThat(stream).containsEntry("producer.compression.type", type);
    assertThat(stream.keySet().stream()
            .map(Object::toString)
            .filter(name -> name.matches("producer\\.compression\\..*\\.level")))
        .containsExactlyElementsOf(levelKey == null ? List.of() : List.of(levelKey));
    if (levelKey != null) {
      assertThat(stream).containsEntry(levelKey, level);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "LZ4, 'must be one of none, gzip, snappy, lz4, zstd, was LZ4'",
    "brotli:3, 'must be one of none, gzip, snappy, lz4, zstd, was brotli:3'",
    "gzip:10, 'compression.gzip.level'",
    "gzip:0, 'compression.gzip.level'",
    "gzip:, 'the level must be a number, was gzip:'",
    "gzip:fast, 'the level must be a number, was gzip:fast'",
    "snappy:1, 'snappy has no levels, was snappy:1'",
    "none:1, 'none has no levels, was none:1'",
    "lz4:18, 'compression.lz4.level'",
    "zstd:23, 'compression.zstd.level'",
  })
  void refusesACompressionThatKafkaDoesNotHave(String setting, String message) {
    assertThatThrownBy(() -> ProcessorSettings.of(Map.of("results.compression", setting)))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("results.compression: ")
        .hasMessageContaining(message);
  }

  @Test
  void refusesAnEndpointThatIsNoAddress() {
    assertThatThrownBy(() -> ProcessorSettings.of(Map.of("table.endpoint", "localhost:8000")))
        .hasMessageContaining("table.endpoint: must be http://host:port")
        .hasMessageContaining("localhost:8000");
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://dynamo_db:8000", "https://dynamo_db", "http://-db:8000"})
  void refusesAHostThatNoHttpClientAccepts(String endpoint) {
    assertThatThrownBy(() -> ProcessorSettings.of(Map.of("table.endpoint", endpoint)))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("table.endpoint: must name a host by letters, digits, hyphens")
        .hasMessageContaining(endpoint);
  }

  @Test
  void refusesACacheInFrontOfTheTable() {
    assertThatThrownBy(() -> ProcessorSettings.of(
            Map.of("table.endpoint", "https://c.abc.dax-clusters.us-east-1.amazonaws.com:9111")))
        .hasMessageContaining("table.endpoint: must be DynamoDB's own, was that of a DAX cache");
  }

  @Test
  void readsTheEnvironment() {
    assertThat(ProcessorSettings.fromEnvironment(Map.of(
            "COUNTERSTREAM_TABLE_NAME", "visits",
            "COUNTERSTREAM_KAFKA_SECURITY_PROTOCOL", "SSL",
            "COUNTERSTREAM_JAVA_OPTS", "-Xmx1g",
            "COUNTERSTREAM_CLI_OUTPUT", "json",
            "PATH", "/bin")))
        .isEqualTo(Map.of("table.name", "visits", "kafka.security.protocol", "SSL"));
  }

  @Test
  void passesOverServiceLinks() {
    Map<String, String> ofPod = new HashMap<>(Map.of(
        "COUNTERSTREAM_SERVICE_HOST", "10.0.0.1",
        "COUNTERSTREAM_SERVICE_PORT", "9092",
        "COUNTERSTREAM_SERVICE_PORT_HTTP", "8080",
        "COUNTERSTREAM_PORT", "tcp://10.0.0.1:9092",
        "COUNTERSTREAM_PORT_9092_TCP", "tcp://10.0.0.1:9092",
        "COUNTERSTREAM_PORT_9092_TCP_PROTO", "tcp",
        "COUNTERSTREAM_PORT_9092_TCP_PORT", "9092",
        "COUNTERSTREAM_PORT_9092_TCP_ADDR", "10.0.0.1"));
    // The services counterstream-kafka and counterstream-http.
    ofPod.put("COUNTERSTREAM_KAFKA_SERVICE_HOST", "10.0.0.2");
    ofPod.put("COUNTERSTREAM_KAFKA_PORT_9092_TCP_ADDR", "10.0.0.2");
    ofPod.put("COUNTERSTREAM_HTTP_PORT", "tcp://10.0.0.3:80");
    assertThat(ProcessorSettings.fromEnvironment(ofPod)).isEmpty();
    ofPod.put("COUNTERSTREAM_HTTP_PORT", "8080");
    ofPod.put("COUNTERSTREAM_TABEL_NAME", "x");
    ofPod.put("COUNTERSTREAM_TABLE_ENDPOINT", "tcp://10.0.0.4:8000");
    assertThat(ProcessorSettings.fromEnvironment(ofPod))
        .isEqualTo(Map.of(
            "http.port", "8080", "tabel.name", "x", "table.endpoint", "tcp://10.0.0.4:8000"));
  }

  @ParameterizedTest
  @CsvSource({
    "kafka.security.protocl, kafka.security.protocol",
    "kafka.main.consumer.max.poll.record, kafka.main.consumer.max.poll.records",
    "kafka.producer.lingr.ms, kafka.producer.linger.ms",
    "kafka.num.stream.thread, kafka.num.stream.threads",
    "bootstrap.server, bootstrap.servers"
  })
  void namesTheSettingThatAMisspeltOneMeans(String given, String meant) {
    assertThatThrownBy(() -> ProcessorSettings.of(Map.of(given, "x")))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining(given + ": ")
        .hasMessageContaining("did you mean " + meant + "?");
  }

  @Test
  void whatIsInternalToAPlugInIsNotToKafka() {
    assertThat(ProcessorSettings.of(Map.of("kafka.acme.internal.url", "http://acme"))
            .kafka())
        .containsEntry("acme.internal.url", "http://acme");
  }

  @Test
  void namesSettingsOfPlugIns() {
    ProcessorSettings settings = ProcessorSettings.of(Map.of(
        "kafka.config.providers", "env",
        "kafka.config.providers.env.class", "org.apache.kafka.common.config.provider.Env",
        "kafka.acme.metrics.url", "http://acme",
        "kafka.admin.retries", "3"));
    assertThat(settings.kafkaWarnings())
        .singleElement()
        .asString()
        .startsWith("kafka.acme.metrics.url: Kafka has no such setting");
  }

  @Test
  void passesKafkasOwnSettingsThroughAndLetsThemWin() {
    ProcessorSettings settings = ProcessorSettings.of(Map.of(
        "kafka.security.protocol", "SSL",
        "kafka.request.timeout.ms", "60000",
        "kafka.main.consumer.max.poll.records", "7"));
    Properties stream = StreamSettings.of(settings, 1000);
    assertThat(stream)
        .containsEntry("security.protocol", "SSL")
        .containsEntry("request.timeout.ms", "60000")
        .containsEntry("main.consumer.max.poll.records", "7");
  }

  @Test
  void theDocumentationHoldsTheTableOfSettings() throws Exception {
    assertThat(Files.readString(Path.of("../docs/operations.md")))
        .contains(ProcessorSettings.documentation());
  }

  @Test
  void readsAFileWithAByteOrderMark(@TempDir Path folder) throws IOException {
    Path config =
        Files.writeString(folder.resolve("c"), "\ufefftable.name=mine\nhttp.port= 8080 \n");
    assertThat(ProcessorSettings.fromFile(config))
        .isEqualTo(Map.of("table.name", "mine", "http.port", "8080"));
  }

  @Test
  void namesTheFileAndTheLineThatCannotBeRead(@TempDir Path folder) throws IOException {
    Path path = Files.writeString(folder.resolve("path"), "table.name=t\nkeys=C:\\users\\me\n");
    Path latin = Files.write(folder.resolve("latin"), new byte[] {'\n', 'a', '=', (byte) 0xe9});
    Map.of(
            path,
            path + ": line 2 has a \\u without four hexadecimal digits",
            latin,
            latin + ": line 2 is not UTF-8 text, found 0xe9 at byte 2",
            folder,
            folder + " is a folder, expected a file",
            folder.resolve("none"),
            "no such file: " + folder.resolve("none"))
        .forEach((config, message) -> assertThatThrownBy(() -> ProcessorSettings.fromFile(config))
            .isInstanceOf(SettingsException.class)
            .hasMessageStartingWith("settings are not usable:\n  --config: " + message));
  }
}
