package io.counterstream.sandbox;

import java.util.Optional;

/**
 * The address of one node of a cluster, which is a broker and a controller.
 *
 * @param id 1 or more
 * @param brokerPort the port for the other brokers, and for clients that are not behind a proxy
 * @param controllerPort the port for the quorum
 * @param proxied the listener for clients behind a proxy, if there is one
 */
public record ClusterNode(
    int id, int brokerPort, int controllerPort, Optional<ProxiedListener> proxied) {

  /** A node without a proxy. */
  public ClusterNode(int id, int brokerPort, int controllerPort) {
    this(id, brokerPort, controllerPort, Optional.empty());
  }

  /**
   * A listener whose clients connect to a proxy in front of it.
   *
   * @param port where the broker listens
   * @param proxyPort where the proxy listens, which the broker advertises
   */
  public record ProxiedListener(int port, int proxyPort) {}

  /** {@code 127.0.0.1:port}, for the setting {@code bootstrap.servers}. */
  public String address() {
    return address(brokerPort);
  }

  static String address(int port) {
    return Ports.LOOPBACK + ":" + port;
  }

  /** The node as text that {@link #parse} reads. */
  String text() {
    return id
        + ":"
        + brokerPort
        + ":"
        + controllerPort
        + proxied.map(own -> ":" + own.port() + ":" + own.proxyPort()).orElse("");
  }

  static ClusterNode parse(String text) {
    String[] part = text.split(":");
    return new ClusterNode(
        Integer.parseInt(part[0]),
        Integer.parseInt(part[1]),
        Integer.parseInt(part[2]),
        part.length == 3
            ? Optional.empty()
            : Optional.of(
                new ProxiedListener(Integer.parseInt(part[3]), Integer.parseInt(part[4]))));
  }
}
