package io.counterstream.cli.kafka;

import io.counterstream.contract.failure.Causes;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.ApiVersions;
import org.apache.kafka.clients.ClientDnsLookup;
import org.apache.kafka.clients.ClientRequest;
import org.apache.kafka.clients.ClientUtils;
import org.apache.kafka.clients.DefaultHostResolver;
import org.apache.kafka.clients.ManualMetadataUpdater;
import org.apache.kafka.clients.NetworkClient;
import org.apache.kafka.clients.NetworkClientUtils;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.requests.MetadataRequest;
import org.apache.kafka.common.requests.MetadataResponse;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.common.utils.internals.LogContext;

/**
 * The addresses that brokers give to clients. Kafka's own clients ask a bootstrap server for them,
 * and from then on connect to nothing else; if they can't be reached, all that a client reports is
 * a time-out. This asks the same question with the same security, and tries each address.
 */
final class AdvertisedListeners {
  private static final Duration CONNECT_MIN = Duration.ofMillis(200);

  private AdvertisedListeners() {}

  /**
   * Returns what is wrong with an address that can't be reached; empty if all can, or if no
   * bootstrap server answers.
   *
   * @param patience the limit of the whole search
   */
  static Optional<String> fault(KafkaConnection connection, Duration patience) {
    long endNanos = System.nanoTime() + patience.toNanos();
    try {
      List<Node> brokers = ask(connection, patience);
      for (int i = 0; i < brokers.size(); i++) {
        long share = (endNanos - System.nanoTime()) / (brokers.size() - i);
        Optional<String> fault = fault(brokers.get(i), Math.max(CONNECT_MIN.toNanos(), share));
        if (fault.isPresent()) {
          return fault;
        }
      }
      return Optional.empty();
    } catch (KafkaException | IOException noAnswer) {
      return Optional.empty();
    }
  }

  private static Optional<String> fault(Node broker, long patienceNanos) {
    String address = broker.host() + ":" + broker.port();
    try (Socket socket = new Socket()) {
      InetSocketAddress resolved = new InetSocketAddress(broker.host(), broker.port());
      if (resolved.isUnresolved()) {
        throw new UnknownHostException(broker.host());
      }
      socket.connect(resolved, (int) Math.max(1, TimeUnit.NANOSECONDS.toMillis(patienceNanos)));
      return Optional.empty();
    } catch (IOException unreachable) {
      String reason = unreachable instanceof UnknownHostException
          ? "unknown host"
          : Causes.explain(unreachable);
      return Optional.of("broker " + broker.idString() + " advertises itself as " + address
          + ", which can't be reached from here (" + reason + "): set its advertised.listeners to"
          + " an address for clients here, or run this where that one can be reached");
    }
  }

  /** Asks the first bootstrap server that answers. */
  private static List<Node> ask(KafkaConnection connection, Duration patience) throws IOException {
    AdminClientConfig config = new AdminClientConfig(connection.clientSettings());
    List<String> named = config.getList(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG);
    List<InetSocketAddress> servers =
        ClientUtils.parseAndValidateAddresses(named, ClientDnsLookup.USE_ALL_DNS_IPS);
    try (Metrics metrics = new Metrics();
        NetworkClient client = ClientUtils.createNetworkClient(
            config,
            named,
            config.getString(AdminClientConfig.CLIENT_ID_CONFIG),
            metrics,
            "advertised-listeners",
            new LogContext(),
            new ApiVersions(),
            Time.SYSTEM,
            1,
            (int) patience.toMillis(),
            null,
            new ManualMetadataUpdater(),
            new DefaultHostResolver(),
            null,
            null)) {
      IOException last = new IOException("no server");
      for (int i = 0; i < servers.size(); i++) {
        Node server =
            new Node(-1 - i, servers.get(i).getHostString(), servers.get(i).getPort());
        try {
          return ask(client, server, patience.dividedBy(servers.size()));
        } catch (IOException noAnswer) {
          last = noAnswer;
        }
      }
      throw last;
    }
  }

  private static List<Node> ask(NetworkClient client, Node server, Duration patience)
      throws IOException {
    Time time = Time.SYSTEM;
    if (!NetworkClientUtils.awaitReady(client, server, time, patience.toMillis())) {
      throw new IOException("not ready");
    }
    MetadataRequest.Builder question = new MetadataRequest.Builder(List.of(), false);
    ClientRequest request =
        client.newClientRequest(server.idString(), question, time.milliseconds(), true);
    MetadataResponse response = (MetadataResponse)
        NetworkClientUtils.sendAndReceive(client, request, time).responseBody();
    return List.copyOf(response.brokers());
  }
}
