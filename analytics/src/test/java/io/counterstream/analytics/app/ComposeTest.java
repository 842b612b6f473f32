package io.counterstream.analytics.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.counterstream.processor.app.ProcessorSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the Compose file and the Dockerfile name exists. */
class ComposeTest {
  private static final Path ROOT = Path.of("..");
  private static final Pattern MAIN = Pattern.compile("\"(io\\.counterstream\\.[\\w.]+)\"");
  private static final Pattern TARGET = Pattern.compile("(?m)^FROM \\S+ AS (\\S+)$");

  private static JsonNode compose;
  private static String dockerfile;

  @BeforeAll
  static void read() throws IOException {
    compose = new YAMLMapper().readTree(ROOT.resolve("docker-compose.yml").toFile());
    dockerfile = Files.readString(ROOT.resolve("Dockerfile"));
  }

  @Test
  void allPortsAreOnTheLoopbackAddress() {
    List<String> ports = new ArrayList<>();
    compose.findValues("ports").forEach(all -> all.forEach(port -> ports.add(port.textValue())));
    assertThat(ports)
        .contains("${BIND_ADDRESS:-127.0.0.1}:${ANALYTICS_PORT:-8090}:8080")
        .allMatch(port -> port.startsWith("${BIND_ADDRESS:-127.0.0.1}:"));
  }

  @Test
  void settingsOfTheServicesAreUsable() {
    Map<String, String> processor = settings("/x-processor");
    Map<String, String> analytics = settings("/services/analytics");
    assertThat(ProcessorSettings.of(processor)).isNotNull();
    assertThat(AnalyticsSettings.of(analytics).text(AnalyticsKeys.BOOTSTRAP))
        .isEqualTo(processor.get(AnalyticsKeys.BOOTSTRAP));
  }

  /** The variables of a service as settings, of which an unknown one is refused. */
  private static Map<String, String> settings(String service) {
    Map<String, String> settings = new HashMap<>();
    compose
        .at(service + "/environment")
        .properties()
        .forEach(variable -> settings.put(
            variable
                .getKey()
                .substring("COUNTERSTREAM_".length())
                .toLowerCase(Locale.ROOT)
                .replace('_', '.'),
            variable.getValue().textValue()));
    assertThat(settings).as(service).isNotEmpty();
    return settings;
  }

  @Test
  void imagesStartClassesThatExistAndComposeNamesTargets() throws Exception {
    List<String> mains =
        MAIN.matcher(dockerfile).results().map(found -> found.group(1)).toList();
    assertThat(mains).hasSize(2).contains(AnalyticsCommand.class.getName());
    for (String main : mains) {
      assertThat(Class.forName(main).getMethod("main", String[].class)).isNotNull();
    }
    List<String> targets = TARGET
        .matcher(dockerfile)
        .results()
        .map((MatchResult found) -> found.group(1))
        .toList();
    assertThat(targets)
        .endsWith("processor")
        .contains(compose.at("/services/analytics/build/target").asText());
  }
}
