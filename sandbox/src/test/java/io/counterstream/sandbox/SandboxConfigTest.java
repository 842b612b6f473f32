package io.counterstream.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a configuration accepts. */
final class SandboxConfigTest {
  private static final SandboxConfig.Broker SECURED =
      BrokerSettings.secured(Map.of("TLS", "SSL"), Map.of());

  @Test
  void changesOneThingAtATime() {
    assertThat(SandboxConfig.defaults()
            .withKafkaPort(9092)
            .withTablePort(8000)
            .withDirectory(Path.of("kept"))
            .withPartitions(7)
            .withBroker(SECURED))
        .isEqualTo(new SandboxConfig(9092, 8000, Optional.of(Path.of("kept")), 7, SECURED));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(delimiter = '|', textBlock = """
          no port is negative     |    -1 |     0 | 4 | kafkaPort must be 0 to 65535, was -1
          ports have 16 bits      | 65536 |     0 | 4 | kafkaPort must be 0 to 65535, was 65536
          the table's port, too   |     0 | 65536 | 4 | tablePort must be 0 to 65535, was 65536
          a topic has a partition |     0 |     0 | 0 | partitions must be at least 1, was 0
          """)
  void rejects(String because, int kafkaPort, int tablePort, int partitions, String message) {
    assertThatThrownBy(() -> new SandboxConfig(
            kafkaPort, tablePort, Optional.empty(), partitions, SandboxConfig.Broker.OPEN))
        .as(because)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }
}
