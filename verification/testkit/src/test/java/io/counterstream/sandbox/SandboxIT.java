package io.counterstream.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.counterstream.testkit.client.KafkaClient;
import io.counterstream.testkit.client.TableClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** A sandbox without persistent data. */
final class SandboxIT {

  @Test
  void twoRunSideBySideAndShareNothing() {
    try (Sandbox first = Sandbox.start(SandboxConfig.defaults());
        Sandbox second = Sandbox.start(SandboxConfig.defaults());
        KafkaClient ofFirst = new KafkaClient(first.bootstrapServers());
        KafkaClient ofSecond = new KafkaClient(second.bootstrapServers());
        TableClient inFirst = new TableClient(first.tableEndpoint(), "letters");
        TableClient inSecond = new TableClient(second.tableEndpoint(), "letters")) {
      publish(ofFirst, "a");
      publish(ofSecond, "b");
      inFirst.create();
      inSecond.create();
      inFirst.put(TableClient.item("a", 1));
      assertThat(values(ofFirst)).containsExactly("a");
      assertThat(values(ofSecond)).containsExactly("b");
      assertThat(inSecond.item("a")).isEmpty();
    }
  }

  private static void publish(KafkaClient kafka, String letter) {
    kafka.createTopic("letters", 1, Map.of());
    kafka.publish(List.of(new ProducerRecord<>("letters", letter.getBytes(UTF_8))));
  }

  private static List<String> values(KafkaClient kafka) {
    return kafka.read(List.of("letters")).stream()
        .map(record -> new String(record.value(), UTF_8))
        .toList();
  }

  @Test
  @EnabledOnOs(value = OS.LINUX, disabledReason = "reads /proc")
  void listensOnTheLoopbackAddressOnly() throws IOException {
    try (Sandbox sandbox = Sandbox.start(SandboxConfig.defaults())) {
      assertThat(ListeningSockets.ofThisProcess())
          .as("broker, controller and table of %s", sandbox.bootstrapServers())
          .hasSizeGreaterThanOrEqualTo(3)
          .allMatch(InetAddress::isLoopbackAddress);
    }
  }

  @Test
  void closesTwice() {
    Sandbox sandbox = Sandbox.start(SandboxConfig.defaults());
    sandbox.close();
    sandbox.close();
  }

  @Test
  void aBrokerRestartsOnItsPort() {
    int port;
    try (EmbeddedKafka kafka = EmbeddedKafka.start(SandboxConfig.defaults())) {
      port = kafka.port();
    }
    try (EmbeddedKafka kafka = EmbeddedKafka.start(SandboxConfig.defaults().withKafkaPort(port))) {
      assertThat(kafka.bootstrapServers()).isEqualTo("127.0.0.1:" + port);
    }
  }

  @Test
  void aTableServiceRestartsOnItsPort() {
    int port;
    try (EmbeddedDynamoDb table = EmbeddedDynamoDb.start(SandboxConfig.defaults())) {
      port = table.port();
    }
    try (EmbeddedDynamoDb table =
        EmbeddedDynamoDb.start(SandboxConfig.defaults().withTablePort(port))) {
      assertThat(table.endpoint()).hasToString("http://127.0.0.1:" + port);
    }
  }

  @Test
  void namesThePortThatIsTaken() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      int port = taken.getLocalPort();
      assertThatThrownBy(() -> Sandbox.start(SandboxConfig.defaults().withKafkaPort(port)))
          .isInstanceOf(SandboxException.class)
          .hasMessageStartingWith("Kafka can't listen on 127.0.0.1:" + port)
          .hasMessageEndingWith("stop what listens there, or choose another port");
      assertThatThrownBy(() -> Sandbox.start(SandboxConfig.defaults().withTablePort(port)))
          .isInstanceOf(SandboxException.class)
          .hasMessageStartingWith("DynamoDB Local can't listen on 127.0.0.1:" + port);
    }
  }
}
