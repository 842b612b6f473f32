package io.counterstream.cli.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.counterstream.contract.Topics;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a user may set for the Kafka clients, and what not. */
class KafkaConnectionTest {
  private static final Map<String, String> CARELESS = Map.of(
      "bootstrap.servers", "b:1",
      "security.protocol", "SSL",
      "acks", "0",
      "enable.idempotence", "false",
      "isolation.level", "read_uncommitted",
      "transactional.id", "t",
      "group.id", "g",
      "enable.auto.commit", "true",
      "allow.auto.create.topics", "true");

  @Test
  void passesSettingsOnExceptThoseThatTheGuaranteesNeed() {
    KafkaConnection connection =
        new KafkaConnection(CARELESS, Topics.DEFAULT, Duration.ofSeconds(10));
    assertThat(connection.producerSettings(Duration.ZERO))
        .containsEntry("security.protocol", "SSL")
        .containsEntry("acks", "all")
        .containsEntry("enable.idempotence", true)
        .containsEntry("delivery.timeout.ms", 8_000)
        .doesNotContainKey("transactional.id");
    assertThat(connection.consumerSettings(Duration.ZERO))
        .containsEntry("security.protocol", "SSL")
        .containsEntry("isolation.level", "read_committed")
        .containsEntry("enable.auto.commit", false)
        .containsEntry("allow.auto.create.topics", false)
        .doesNotContainKey("group.id");
  }

  @Test
  void leavesRoomForTheRequestInTheTimeOfDelivery() {
    KafkaConnection connection =
        new KafkaConnection(CARELESS, Topics.DEFAULT, Duration.ofMillis(20));
    assertThat(connection.producerSettings(Duration.ofMillis(5)))
        .containsEntry("request.timeout.ms", 15)
        .containsEntry("delivery.timeout.ms", 20);
  }

  @Test
  void leavesTimeToExplainWhyARequestTimedOut() {
    for (int millis : new int[] {100, 1_000, 8_000, 30_000, 86_400_000}) {
      KafkaConnection connection =
          new KafkaConnection(CARELESS, Topics.DEFAULT, Duration.ofMillis(millis));
      assertThat(connection.requestTimeout().plus(connection.explanationTimeout()))
          .isEqualTo(connection.timeout());
      assertThat(connection.requestTimeout()).isGreaterThan(connection.timeout().dividedBy(2));
      assertThat(connection.explanationTimeout())
          .isBetween(Duration.ofMillis(25), Duration.ofSeconds(2));
    }
  }

  @Test
  void needsABroker() {
    assertThatThrownBy(() -> new KafkaConnection(Map.of(), Topics.DEFAULT, Duration.ofSeconds(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("bootstrap.servers must be set");
  }
}
