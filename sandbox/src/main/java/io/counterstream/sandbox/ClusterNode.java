package io.counterstream.sandbox;

/**
 * Where one node of a cluster listens; it is a broker and a controller.
 *
 * @param id 1 or more
 * @param brokerPort for clients and the other brokers
 * @param controllerPort for the quorum
 */
public record ClusterNode(int id, int brokerPort, int controllerPort) {
  /** {@code 127.0.0.1:port}, for the setting {@code bootstrap.servers}. */
  public String address() {
    return Ports.LOOPBACK + ":" + brokerPort;
  }

  /** Three numbers, as {@link #parse} reads them. */
  String text() {
    return id + ":" + brokerPort + ":" + controllerPort;
  }

  static ClusterNode parse(String text) {
    String[] part = text.split(":", 3);
    return new ClusterNode(
        Integer.parseInt(part[0]), Integer.parseInt(part[1]), Integer.parseInt(part[2]));
  }
}
