package io.counterstream.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.counterstream.testkit.Clients;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** A sandbox that keeps nothing. */
final class SandboxIT {

  @Test
  void twoRunSideBySideAndShareNothing() {
    try (Sandbox first = Sandbox.start(SandboxConfig.defaults());
        Sandbox second = Sandbox.start(SandboxConfig.defaults());
        Clients ofFirst = Clients.of(first.bootstrapServers(), first.tableEndpoint());
        Clients ofSecond = Clients.of(second.bootstrapServers(), second.tableEndpoint())) {
      for (Clients clients : new Clients[] {ofFirst, ofSecond}) {
        clients.createTopic("letters");
        clients.createTable("letters");
      }
      ofFirst.send("letters", List.of("a"));
      ofSecond.send("letters", List.of("b"));
      ofFirst.put("letters", "a", 1);
      assertThat(ofFirst.read("letters", 1)).containsExactly("a");
      assertThat(ofSecond.read("letters", 1)).containsExactly("b");
      assertThat(ofSecond.get("letters", "a")).isEmpty();
    }
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
  void aBrokerComesBackOnItsPort() {
    int port;
    try (EmbeddedKafka kafka = EmbeddedKafka.start(SandboxConfig.defaults())) {
      port = kafka.port();
    }
    try (EmbeddedKafka kafka = EmbeddedKafka.start(SandboxConfig.defaults().withKafkaPort(port))) {
      assertThat(kafka.bootstrapServers()).isEqualTo("127.0.0.1:" + port);
    }
  }

  @Test
  void aTableServiceComesBackOnItsPort() {
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
  void saysWhichPortIsTaken() throws IOException {
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
