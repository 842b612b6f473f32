package io.counterstream.sandbox;

import io.counterstream.sandbox.ClusterNode.ProxiedListener;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.Uuid;

/**
 * The nodes of a Kafka cluster on the loopback address. Each runs in its own JVM, so that it can be
 * killed ({@link ClusterNodeMain}). Every node is a voter.
 *
 * @param id the cluster's id, the same in every node's directory
 * @param nodes one or more
 */
public record Cluster(String id, List<ClusterNode> nodes) {
  private static final String SEPARATOR = ",";

  /** Of a node. */
  private static final int PORTS = 4;

  /** Keeps a copy of the list. */
  public Cluster {
    nodes = List.copyOf(nodes);
  }

  /**
   * A new cluster of nodes 1 to {@code count}, each with a listener for clients behind a proxy, on
   * ports that no client takes while one is down.
   */
  public static Cluster onFreePorts(int count) {
    List<Integer> ports = Ports.lasting(PORTS * count);
    return new Cluster(
        Uuid.randomUuid().toString(),
        IntStream.range(0, count)
            .mapToObj(i -> node(i + 1, ports.subList(PORTS * i, PORTS * (i + 1))))
            .toList());
  }

  private static ClusterNode node(int id, List<Integer> ports) {
    return new ClusterNode(
        id,
        ports.get(0),
        ports.get(1),
        Optional.of(new ProxiedListener(ports.get(2), ports.get(3))));
  }

  /** All brokers, for the setting {@code bootstrap.servers}. */
  public String bootstrapServers() {
    return nodes.stream().map(ClusterNode::address).collect(Collectors.joining(SEPARATOR));
  }

  /** The proxies of all brokers that have one, for the setting {@code bootstrap.servers}. */
  public String proxiedBootstrapServers() {
    return nodes.stream()
        .flatMap(node -> node.proxied().stream())
        .map(listener -> ClusterNode.address(listener.proxyPort()))
        .collect(Collectors.joining(SEPARATOR));
  }

  /** The cluster as one argument of {@link ClusterNodeMain}. */
  public String text() {
    return id
        + SEPARATOR
        + nodes.stream().map(ClusterNode::text).collect(Collectors.joining(SEPARATOR));
  }

  static Cluster parse(String text) {
    String[] part = text.split(SEPARATOR);
    return new Cluster(
        part[0], Arrays.stream(part).skip(1).map(ClusterNode::parse).toList());
  }

  /** The node with this id. */
  ClusterNode node(int id) {
    return nodes.stream()
        .filter(node -> node.id() == id)
        .findFirst()
        .orElseThrow(() -> new SandboxException("The cluster " + text() + " has no node " + id));
  }

  /** The nodes, for the setting {@code controller.quorum.voters}. */
  String voters() {
    return nodes.stream()
        .map(node -> node.id() + "@" + Ports.LOOPBACK + ":" + node.controllerPort())
        .collect(Collectors.joining(SEPARATOR));
  }
}
