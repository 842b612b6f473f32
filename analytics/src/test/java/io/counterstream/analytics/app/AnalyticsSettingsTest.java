package io.counterstream.analytics.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Settings are refused with a word, and documented as they are. */
class AnalyticsSettingsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "http.prot | 1 | http.prot: no such setting; did you mean http.port?",
        "table.name | t | table.name: no such setting",
        "http.port | 0 | http.port: Invalid value 0",
        "window.grace.ms | -1 | window.grace.ms: Invalid value -1",
        "state.stores | disk | state.stores: Invalid value disk",
        "topic.prefix | a/b | topic.prefix: topic prefix must be",
        "http.advertised | here | http.advertised must be host:port, found here",
        "kafka.consumer.isolation.level | x | kafka.consumer.isolation.level: can't be set",
        "kafka.processing.guarantee | x | kafka.processing.guarantee: can't be set",
      })
  void unusableSettingIsExplained(String name, String value, String message) {
    assertThatThrownBy(() -> AnalyticsSettings.of(Map.of(name, value)))
        .isInstanceOf(UnusableException.class)
        .hasMessageContaining(message);
  }

  @Test
  void theEnvironmentMayHoldSettingsOfOtherPrograms() {
    assertThat(AnalyticsSettings.fromEnvironment(Map.of(
            "COUNTERSTREAM_HTTP_PORT", "8091",
            "COUNTERSTREAM_TABLE_NAME", "counters",
            "COUNTERSTREAM_KAFKA_SECURITY_PROTOCOL", "SSL",
            "PATH", "/bin")))
        .isEqualTo(Map.of("http.port", "8091", "kafka.security.protocol", "SSL"));
  }

  @Test
  void theProcessorsGroupIsNotShared() {
    AnalyticsSettings settings = AnalyticsSettings.of(Map.of("application.id", "shop"));
    assertThat(settings.topics().applicationId()).isEqualTo("shop-analytics");
  }

  @Test
  void thePageOnAnalyticsHasTheSettings() throws IOException {
    String page = Files.readString(Path.of("../docs/analytics.md"));
    String[] sections = page.split("## Settings\n");
    assertThat(sections).hasSize(2);
    assertThat(sections[1]).contains(AnalyticsSettings.documentation().trim());
  }
}
