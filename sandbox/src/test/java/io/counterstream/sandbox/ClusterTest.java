package io.counterstream.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How the nodes of a cluster are told of each other. */
final class ClusterTest {
  private static final Cluster CLUSTER = new Cluster(
      "c-1", List.of(new ClusterNode(1, 20_001, 20_002), new ClusterNode(2, 20_003, 20_004)));

  private static final Cluster PROXIED = new Cluster(
      "c-2",
      List.of(new ClusterNode(
          1, 20_001, 20_002, Optional.of(new ClusterNode.ProxiedListener(20_003, 20_004)))));

  @Test
  void travelsAsOneWord() {
    assertThat(CLUSTER.text()).isEqualTo("c-1,1:20001:20002,2:20003:20004");
    assertThat(Cluster.parse(CLUSTER.text())).isEqualTo(CLUSTER);
    assertThat(Cluster.parse(PROXIED.text())).isEqualTo(PROXIED);
  }

  @Test
  void namesTheProxiesToClientsBehindThem() {
    assertThat(PROXIED.bootstrapServers()).isEqualTo("127.0.0.1:20001");
    assertThat(PROXIED.proxiedBootstrapServers()).isEqualTo("127.0.0.1:20004");
    assertThat(CLUSTER.proxiedBootstrapServers()).isEmpty();
  }

  @Test
  void namesBrokersToClientsAndVotersToNodes() {
    assertThat(CLUSTER.bootstrapServers()).isEqualTo("127.0.0.1:20001,127.0.0.1:20003");
    assertThat(CLUSTER.voters()).isEqualTo("1@127.0.0.1:20002,2@127.0.0.1:20004");
  }

  @Test
  void knowsItsNodesOnly() {
    assertThat(CLUSTER.node(2).brokerPort()).isEqualTo(20_003);
    assertThatThrownBy(() -> CLUSTER.node(3)).hasMessageContaining("has no node 3");
  }

  @Test
  void takesPortsThatNoOutgoingConnectionGets() {
    assertThat(Cluster.onFreePorts(3).nodes().stream()
            .flatMap(node -> Stream.of(
                node.brokerPort(),
                node.controllerPort(),
                node.proxied().orElseThrow().port(),
                node.proxied().orElseThrow().proxyPort())))
        .hasSize(12)
        .doesNotHaveDuplicates()
        .allMatch(port -> port >= 20_000 && port <= 32_000);
  }
}
