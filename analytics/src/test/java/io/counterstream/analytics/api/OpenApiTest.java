package io.counterstream.analytics.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.counterstream.analytics.stream.AnalysisDriver;
import io.counterstream.analytics.stream.TestOutcomes;
import io.counterstream.contract.Outcome;
import java.io.IOException;
import java.net.Socket;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The API answers as its OpenAPI document says. */
class OpenApiTest {
  private static final SchemaRegistry SCHEMAS =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String HOSTILE = "shop/\u202e<script>alert(1)</script>/__proto__/\"'&%2F";

  private static JsonNode document;
  private static TestServer server;

  @BeforeAll
  static void start() throws IOException {
    try (var in =
        OpenApiTest.class.getResourceAsStream("/io/counterstream/analytics/openapi.yaml")) {
      document = new YAMLMapper().readTree(in);
    }
    Instant now = Instant.now().truncatedTo(ChronoUnit.MINUTES);
    AnalysisDriver driver = new AnalysisDriver(now);
    server = new TestServer(driver, 10);
    String socks = "shop/eu/socks";
    server.send(TestOutcomes.applied(socks, 0, 9007199254740992L, 1, now.minusSeconds(180)));
    server.send(TestOutcomes.conflict(socks, 9007199254740992L, 1, now.minusSeconds(180)));
    server.send(TestOutcomes.applied(socks, 9007199254740992L, 1, 2, now.minusSeconds(20)));
    server.send(TestOutcomes.applied(HOSTILE, 0, Long.MAX_VALUE, 1, now.minusSeconds(10)));
    server.send(TestOutcomes.rejected("page-views", "overflow", now.minusSeconds(9)));
    server.send(TestOutcomes.applied("edited", 0, 1, 1, now.minusSeconds(8)));
    server.send(TestOutcomes.applied("edited", 5, 1, 2, now.minusSeconds(7)));
    for (int i = 0; i < 12; i++) {
      server.send(TestOutcomes.applied("hot", i, 1, i + 1, now.minusSeconds(6)));
    }
    server.send(TestOutcomes.conflict("hot", 12, 12, now.minusSeconds(5)));
    driver.send(
        Outcome.Type.APPLIED, "x", "{}".getBytes(StandardCharsets.UTF_8), new RecordHeaders());
    driver.advance(Duration.ofSeconds(1));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/api/info | Info",
        "/api/overview | Overview",
        "/api/rates | Rates",
        "/api/rates?from=1700000000000&to=1700000001000 | Rates",
        "/api/hot | Hot",
        "/api/hot?minutes=60&limit=3 | Hot",
        "/api/alerts | Alerts",
        "/api/alerts?counter=edited&limit=1 | Alerts",
        "/api/rollups | Rollups",
        "/api/rollups?parent=shop | Rollups",
        "/api/rollups?parent=none | Rollups",
        "/api/counters | Counters",
        "/api/counters?prefix=shop%2F&limit=1 | Counters",
        "/api/counter?name=shop%2Feu%2Fsocks | Counter",
        "/api/counter?name=page-views | Counter",
        "/api/counter/windows?name=shop%2Feu%2Fsocks | Windows",
        "/api/counter/windows?name=shop%2Feu%2Fsocks&size=hour | Windows",
        "/api/counter/windows?name=none | Windows",
        "/api/counter/outcomes?name=shop%2Feu%2Fsocks | Outcomes",
        "/health | Health",
      })
  void answerHasItsSchema(String path, String schema) throws Exception {
    HttpResponse<String> response = server.get(path);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
    assertThat(faults(schema, JSON.readTree(response.body())))
        .as(response.body())
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "400 | /api/rates?form=1 | expected no other parameters than [from, to], found [form]",
        "400 | /api/rates?from=yesterday | from must be an integer from 0 to",
        "400 | /api/rates?from=2&to=1 | from must not be after to, found 2 and 1",
        "400 | /api/hot?minutes=7 | minutes must be one of [1, 5, 60], found '7'",
        "400 | /api/alerts?limit=201 | limit must be an integer from 1 to 200, found '201'",
        "400 | /api/counter | name is required",
        "400 | /api/counter?name= | name: counter must be 1 to 255 bytes",
        "400 | /api/counter/windows?name=a&size=day | size must be minute or hour, found 'day'",
        "400 | /api/stream/tail?kind=deleted | kind must be one of [applied, conflict, rejected]",
        "404 | /api/counter?name=none | no outcome of counter 'none' was seen",
        "404 | /api/nothing | nothing has the path /api/nothing",
      })
  void requestThatIsNotUsableIsExplained(int status, String path, String message) throws Exception {
    HttpResponse<String> response = server.get(path);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    JsonNode failure = JSON.readTree(response.body());
    assertThat(faults("Error", failure)).isEmpty();
    assertThat(failure.get("message").textValue()).contains(message);
  }

  @Test
  void everyPathOfTheDocumentIsAskedHere() {
    List<String> asked = List.of(
        "/api/info",
        "/api/overview",
        "/api/rates",
        "/api/hot",
        "/api/alerts",
        "/api/rollups",
        "/api/counters",
        "/api/counter",
        "/api/counter/windows",
        "/api/counter/outcomes",
        "/api/stream/overview",
        "/api/stream/tail",
        "/api/openapi.yaml",
        "/health",
        "/metrics");
    List<String> paths = new ArrayList<>();
    document.get("paths").fieldNames().forEachRemaining(paths::add);
    assertThat(paths).containsExactlyElementsOf(asked);
  }

  @Test
  void everyExampleHasItsSchema() {
    int checked = 0;
    for (JsonNode content : document.get("paths").findParents("examples")) {
      JsonNode schema = content.path("schema");
      for (JsonNode example : content.get("examples")) {
        if (schema.has("$ref")) {
          String name = schema.get("$ref").textValue().replaceFirst(".*/", "");
          JsonNode value = example.has("$ref")
              ? document.at(example.get("$ref").textValue().substring(1)).get("value")
              : example.get("value");
          assertThat(faults(name, value)).as(value.toString()).isEmpty();
          checked++;
        }
      }
    }
    assertThat(checked).isGreaterThanOrEqualTo(11);
  }

  /** The driver has one partition, with what {@link #start} sent. */
  @Test
  void metricsSayHowFreshTheStateIsAndWhatIsWrong() throws Exception {
    HttpResponse<String> response = server.get("/metrics");
    assertThat(response.headers().firstValue("Content-Type"))
        .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain"));
    assertThat(response.body())
        .contains(
            "counterstream_analytics_behind_records{partition=\"0\"} 3.0",
            "counterstream_analytics_behind_seconds{partition=\"0\"} ",
            "counterstream_analytics_outcomes{kind=\"applied\",partition=\"0\"} 17.0",
            "counterstream_analytics_outcomes{kind=\"conflict\",partition=\"0\"} 2.0",
            "counterstream_analytics_outcomes{kind=\"rejected\",partition=\"0\"} 1.0",
            "counterstream_analytics_late{partition=\"0\"} 0.0",
            "counterstream_analytics_early{partition=\"0\"} 0.0",
            "counterstream_analytics_malformed{partition=\"0\"} 1.0",
            "counterstream_analytics_alerts{partition=\"0\",type=\"edited\"} 1.0",
            "counterstream_analytics_alerts{partition=\"0\",type=\"doubled\"} 0.0",
            "counterstream_analytics_counters{partition=\"0\"} 5.0",
            "counterstream_analytics_viewers 0.0");
  }

  @Test
  void integersAreExact() throws Exception {
    JsonNode counter = json("/api/counter?name=shop%2Feu%2Fsocks");
    assertThat(counter.get("value").textValue()).isEqualTo("9007199254740993");
    assertThat(counter.get("periods").get(0).get("last").textValue()).isEqualTo("9007199254740993");
    JsonNode shop = json("/api/rollups").get("items").get(0);
    assertThat(shop.get("sum").textValue()).isEqualTo("9232379236109516800");
    JsonNode outcome = json("/api/counter/outcomes?name=hot").get("items").get(0);
    assertThat(outcome.get("value").textValue()).isEqualTo("12");
  }

  @Test
  void hostileNamesAreFoundAndReturnedAsTheyAre() throws Exception {
    String name = URLEncoder.encode(HOSTILE, StandardCharsets.UTF_8);
    assertThat(json("/api/counter?name=" + name).get("counter").textValue()).isEqualTo(HOSTILE);
    assertThat(json("/api/counters?prefix=" + name)
            .get("items")
            .get(0)
            .get("counter")
            .textValue())
        .isEqualTo(HOSTILE);
    String longest = "\u05d0".repeat(127) + "x";
    HttpResponse<String> unseen =
        server.get("/api/counter?name=" + URLEncoder.encode(longest, StandardCharsets.UTF_8));
    assertThat(unseen.statusCode()).isEqualTo(404);
    assertThat(unseen.body()).contains(longest);
  }

  @Test
  void pagesOfASearchAreCompleteAndInOrder() throws Exception {
    List<String> found = new ArrayList<>();
    String after = "";
    do {
      JsonNode page = json("/api/counters?limit=2" + after);
      page.get("items").forEach(item -> found.add(item.get("counter").textValue()));
      after = page.has("next")
          ? "&after=" + URLEncoder.encode(page.get("next").textValue(), StandardCharsets.UTF_8)
          : null;
    } while (after != null);
    assertThat(found).containsExactly("edited", "hot", "page-views", "shop/eu/socks", HOSTILE);
  }

  @Test
  void hotCountersAreExact() throws Exception {
    JsonNode hot = json("/api/hot?minutes=5");
    JsonNode first = hot.get("commands").get("items").get(0);
    assertThat(first.get("counter").textValue()).isEqualTo("hot");
    assertThat(first.get("commands").textValue()).isEqualTo("13");
    assertThat(first.get("conflicts").textValue()).isEqualTo("1");
    assertThat(hot.get("conflictRate").get("items").get(0).get("conflictRate").doubleValue())
        .isEqualTo(1 / 13d);
    assertThat(hot.get("movers").get("items").get(0).get("counter").textValue()).isEqualTo(HOSTILE);
    assertThat(hot.get("commands").get("errorMax").textValue()).isEqualTo("0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/api/info", "/api/nothing", "/api/stream/none", "/health"})
  void everyResponseIsGuarded(String path) throws Exception {
    Map<String, List<String>> headers = server.get(path).headers().map();
    assertThat(headers.get("Content-Security-Policy").get(0))
        .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
        .doesNotContain("unsafe");
    assertThat(headers).containsKeys("X-Content-Type-Options", "Referrer-Policy");
  }

  @Test
  void anotherSitesNameIsRefused() throws Exception {
    for (String path : List.of("/api/info", "/api/stream/overview")) {
      try (Socket socket = new Socket("127.0.0.1", server.port())) {
        socket
            .getOutputStream()
            .write(("GET " + path + " HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        String response =
            new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(response).startsWith("HTTP/1.1 403").contains("forbidden-host");
      }
    }
  }

  private static JsonNode json(String path) throws Exception {
    return JSON.readTree(server.get(path).body());
  }

  private static List<String> faults(String schema, JsonNode value) {
    ObjectNode root = JSON.createObjectNode();
    root.put("$ref", "#/components/schemas/" + schema);
    root.set("components", document.get("components"));
    return SCHEMAS.getSchema(root).validate(value).stream()
        .map(Object::toString)
        .toList();
  }
}
