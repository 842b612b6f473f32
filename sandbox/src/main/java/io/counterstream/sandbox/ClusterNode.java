package io.counterstream.sandbox;

/**
 * The address of one node of a cluster, which is a broker and a controller.
 *
 * @param id 1 or more
 * @param brokerPort the port for clients and the other brokers
 * @param controllerPort the port for the quorum
 */
public record ClusterNode(int id, int brokerPort, int controllerPort) {
  /** {@code 127.0.0.1:port}, for the setting {@code bootstrap.servers}. */
  public String address() {
    return Ports.LOOPBACK + ":" + brokerPort;
  }

  /** The node as text that {@link #parse} reads. */
  String text() {
    return id + ":" + brokerPort + ":" + controllerPort;
  }

  static ClusterNode parse(String text) {
    String[] part = text.split(":", 3);
    return new ClusterNode(
        Integer.parseInt(part[0]), Integer.parseInt(part[1]), Integer.parseInt(part[2]));
  }
}
