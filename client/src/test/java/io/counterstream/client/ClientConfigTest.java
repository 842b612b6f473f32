package io.counterstream.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.counterstream.contract.Topics;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The values that a configuration accepts and refuses. */
class ClientConfigTest {
  @Test
  void hasDefaultsAndAcceptsOtherValues() {
    assertThat(ClientConfig.of("a:1"))
        .isEqualTo(new ClientConfig("a:1", Topics.DEFAULT, Duration.ofSeconds(30), Map.of()));
    assertThat(ClientConfig.of("a:1")
            .withTopicPrefix("x")
            .withTimeout(Duration.ofSeconds(1))
            .withKafka("client.id", "me"))
        .isEqualTo(new ClientConfig(
            "a:1", new Topics("x"), Duration.ofSeconds(1), Map.of("client.id", "me")));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(delimiter = '|', textBlock = """
      no broker           | ''  | PT1S   | bootstrapServers must name a broker, was '': give one
      no time at all      | a:1 | PT0S   | timeout must be PT0.1S to PT24H, was PT0S
      longer than a day   | a:1 | PT25H  | timeout must be PT0.1S to PT24H, was PT25H
      """)
  void refusesInvalidValues(String because, String servers, Duration timeout, String message) {
    assertThatThrownBy(() -> new ClientConfig(servers, Topics.DEFAULT, timeout, Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void itsTextHasNoSecrets() {
    assertThat(ClientConfig.of("a:1").withKafka("sasl.jaas.config", "password=\"canary\""))
        .asString()
        .contains("a:1", "sasl.jaas.config")
        .doesNotContain("canary");
  }

  @Test
  void settingsOfTheGuaranteesWinOverThoseOfTheUser() {
    ClientConfig config = ClientConfig.of("127.0.0.1:9")
        .withTimeout(Duration.ofMillis(100))
        .withKafka("acks", "0")
        .withKafka("enable.idempotence", "false")
        .withKafka("transactional.id", "t")
        .withKafka("group.id", "g")
        .withKafka("isolation.level", "read_uncommitted")
        .withKafka("delivery.timeout.ms", "1")
        .withKafka("client.id", "me");
    // Kafka refuses a transactional id without idempotence, and idempotence without acks.
    try (KafkaProducer<byte[], byte[]> producer = KafkaClients.producer(config);
        KafkaConsumer<byte[], byte[]> consumer = KafkaClients.committedReader(config)) {
      assertThat(producer.metrics().keySet())
          .anyMatch(metric -> "me".equals(metric.tags().get("client-id")));
      assertThatThrownBy(consumer::groupMetadata).hasMessageContaining("group.id");
    }
  }
}
