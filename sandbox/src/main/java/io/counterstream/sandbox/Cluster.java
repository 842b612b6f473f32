package io.counterstream.sandbox;

import java.util.Arrays;
import java.util.List;
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

  /** Keeps a copy of the list. */
  public Cluster {
    nodes = List.copyOf(nodes);
  }

  /** A new cluster of nodes 1 to {@code count}, on ports that no client takes while one is down. */
  public static Cluster onFreePorts(int count) {
    List<Integer> ports = Ports.lasting(2 * count);
    return new Cluster(
        Uuid.randomUuid().toString(),
        IntStream.range(0, count)
            .mapToObj(i -> new ClusterNode(i + 1, ports.get(2 * i), ports.get(2 * i + 1)))
            .toList());
  }

  /** All brokers, for the setting {@code bootstrap.servers}. */
  public String bootstrapServers() {
    return nodes.stream().map(ClusterNode::address).collect(Collectors.joining(SEPARATOR));
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
