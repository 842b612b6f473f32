package io.counterstream.analytics.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.counterstream.analytics.model.SeenOutcome.CommandLogPosition;
import io.counterstream.analytics.stream.AnalysisDriver;
import io.counterstream.analytics.stream.TestOutcomes;
import io.counterstream.contract.Outcome;
import io.counterstream.contract.Topics;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Messages are written as the golden files say, and these are valid by the published schemas. Files
 * are added, never changed.
 */
class MessagesTest {
  private static final SchemaRegistry SCHEMAS =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path GOLDEN = Path.of("src/test/resources/golden/v1");
  private static final Instant TIME = Instant.parse("2026-11-21T09:00:00.123Z");
  private static final long START = Instant.parse("2026-11-21T09:00:00Z").toEpochMilli();

  @Test
  void messagesAreWrittenAsTheGoldenFilesSay() throws IOException {
    Map<String, byte[]> written = new TreeMap<>();
    WindowStats counter = new WindowStats();
    counter.add(TestOutcomes.applied("page-views", 0, 5, 1, TIME));
    counter.add(TestOutcomes.applied("page-views", 5, -8, 2, TIME));
    counter.add(TestOutcomes.conflict("page-views", -3, 2, TIME));
    for (int i = 0; i < 3; i++) {
      counter.add(TestOutcomes.rejected("page-views", "overflow", TIME));
    }
    written.put(
        "window-counter",
        AnalyticsMessages.stats(Optional.of("page-views"), 2, WindowSpan.MINUTE, START, counter));
    WindowStats all = new WindowStats();
    all.add(TestOutcomes.applied("a", 0, Long.MAX_VALUE, 1, TIME));
    all.add(TestOutcomes.applied("b", 0, Long.MAX_VALUE, 1, TIME));
    written.put(
        "window-all", AnalyticsMessages.stats(Optional.empty(), 2, WindowSpan.SECOND, START, all));
    written.put("latest-existing", latest(Long.MAX_VALUE, true));
    written.put("latest-deleted", latest(0, false));
    RollupSum sum = new RollupSum(BigInteger.valueOf(Long.MAX_VALUE).shiftLeft(1), 2);
    written.put("rollup-beyond-64-bits", AnalyticsMessages.rollup("shop/eu", 2, sum, START + 1000));
    VersionGap gap = new VersionGap(
        43, 43, link("7f1c2d3e", 41, 42, 1041, 0), link("9a1c2d3e", 43, 44, 1043, 500), 0);
    written.put(
        "alert-missing",
        AnalyticsMessages.alert(gap.alert("page-views"), Topics.DEFAULT, START + 5000));
    Alert malformed = Alert.malformed(
        new OutcomePlace(Outcome.Type.REJECTED, 1, 7),
        "expected an outcome as a JSON object, found null");
    written.put(
        "alert-malformed", AnalyticsMessages.alert(malformed, Topics.DEFAULT, START + 5000));
    for (Map.Entry<String, byte[]> message : written.entrySet()) {
      assertThat(new String(message.getValue(), StandardCharsets.UTF_8) + "\n")
          .as(message.getKey())
          .isEqualTo(Files.readString(GOLDEN.resolve(message.getKey() + ".json")));
    }
    try (var files = Files.list(GOLDEN)) {
      assertThat(files).hasSameSizeAs(written.keySet());
    }
  }

  private static byte[] latest(long value, boolean exists) {
    return AnalyticsMessages.latest(
        "page-views",
        new CounterEntry(value, 42, exists, TIME, Optional.empty(), false, List.of(), List.of()));
  }

  private static Link link(String id, long previous, long value, long offset, long millis) {
    return new Link(
        id,
        previous,
        value,
        value,
        true,
        Instant.ofEpochMilli(START + millis),
        new OutcomePlace(Outcome.Type.APPLIED, 2, offset),
        Optional.of(new CommandLogPosition("log/2", offset)));
  }

  @Test
  void goldenMessagesAndExamplesAreValidByTheirSchemas() throws IOException {
    List<Path> golden = new ArrayList<>();
    try (var files = Files.list(GOLDEN)) {
      files.forEach(golden::add);
    }
    assertThat(golden).isNotEmpty();
    for (Path file : golden) {
      String type = file.getFileName().toString().replaceFirst("-.*", "");
      assertThat(faults(schema(type), JSON.readTree(Files.readString(file))))
          .as(file.toString())
          .isEmpty();
    }
    for (String type : List.of("window", "latest", "rollup", "alert")) {
      JsonNode schema = schema(type);
      for (JsonNode example : schema.get("examples")) {
        assertThat(faults(schema, example)).as(type).isEmpty();
      }
      assertThat(faults(schema, JSON.createObjectNode())).as(type).isNotEmpty();
    }
  }

  @Test
  void theAsyncApiDocumentNamesEachTopicAndItsSchema() throws IOException {
    JsonNode document = new YAMLMapper().readTree(resource("asyncapi.yaml"));
    assertThat(document.get("channels").findValuesAsText("address"))
        .containsExactlyElementsOf(AnalysisDriver.TOPICS.published());
    for (JsonNode message : document.at("/components/messages")) {
      String file = message.at("/payload/schema/$ref").textValue().substring(2);
      JsonNode schema = JSON.readTree(resource(file));
      for (JsonNode example : message.get("examples")) {
        assertThat(faults(schema, example.get("payload"))).as(file).isEmpty();
      }
    }
  }

  private static JsonNode schema(String type) throws IOException {
    return JSON.readTree(resource(type + ".schema.json"));
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream in =
        MessagesTest.class.getResourceAsStream("/io/counterstream/analytics/" + name)) {
      return in.readAllBytes();
    }
  }

  private static List<String> faults(JsonNode schema, JsonNode value) {
    return SCHEMAS.getSchema(schema).validate(value).stream()
        .map(Object::toString)
        .toList();
  }
}
