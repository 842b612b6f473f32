package io.counterstream.sandbox;

import java.net.BindException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;

/**
 * A Kafka broker and controller (KRaft) in this JVM, on the loopback address: a single one or a
 * node of a cluster.
 *
 * <p>The quorum's voters are configured, not stored, so a broker can start on other ports with the
 * same directory. Topics are not created automatically. Kafka ends the process if the directory is
 * deleted.
 */
public final class EmbeddedKafka implements AutoCloseable {
  private static final int NODE_ID = 1;
  private static final String CONTROLLER = "CONTROLLER";
  private static final String BROKER = "BROKER";
  private static final String PROXIED = "PROXIED";
  private static final int ATTEMPTS_MAX = 3;

  private final KafkaRaftServer server;
  private final DataDirectory data;
  private final int port;
  private final Map<String, Integer> listeners;
  private final AtomicBoolean closed = new AtomicBoolean();

  private EmbeddedKafka(
      KafkaRaftServer server, DataDirectory data, int port, Map<String, Integer> listeners) {
    this.server = server;
    this.data = data;
    this.port = port;
    this.listeners = listeners;
  }

  /**
   * Starts a broker, and returns when it serves clients.
   *
   * @throws SandboxException if its port is taken or its directory can't be used
   */
  public static EmbeddedKafka start(SandboxConfig config) {
    if (config.kafkaPort() != 0) {
      Ports.requireFree("Kafka", config.kafkaPort());
    }
    DataDirectory data = DataDirectory.open(config.directory(), "kafka");
    try {
      String clusterId = Uuid.randomUuid().toString();
      Path logs = StorageFormat.prepare(data.path(), clusterId, NODE_ID, CONTROLLER);
      return start(config, data, logs);
    } catch (RuntimeException e) {
      data.close();
      throw e;
    }
  }

  /**
   * Starts one node of a cluster, and returns when it serves clients, which needs a majority of the
   * nodes.
   *
   * @param directory the directory of this node only; a restart uses the data in it
   * @throws SandboxException if its directory can't be used
   */
  static EmbeddedKafka start(Cluster cluster, ClusterNode node, Path directory) {
    DataDirectory data = DataDirectory.open(Optional.of(directory), "kafka");
    try {
      Path logs = StorageFormat.prepare(data.path(), cluster.id(), node.id(), CONTROLLER);
      Properties settings =
          settings(BrokerSettings.replicated(1, cluster.nodes().size()), cluster, node, logs);
      KafkaRaftServer server =
          new KafkaRaftServer(KafkaConfig.fromProps(settings, false), Time.SYSTEM);
      server.startup();
      return new EmbeddedKafka(server, data, node.brokerPort(), Map.of());
    } catch (RuntimeException e) {
      data.close();
      throw e;
    }
  }

  /** {@code 127.0.0.1:port}, for the setting {@code bootstrap.servers}. */
  public String bootstrapServers() {
    return Ports.LOOPBACK + ":" + port;
  }

  /** {@code 127.0.0.1:port} of one of {@link SandboxConfig.Broker#listeners}. */
  String bootstrapServers(String listener) {
    return Ports.LOOPBACK + ":" + listeners.get(listener);
  }

  public int port() {
    return port;
  }

  /** Stops the broker cleanly; a second call has no effect. */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      server.shutdown();
      server.awaitShutdown();
      data.close();
    }
  }

  /** Tries other ports if another process has taken a port since it was chosen. */
  private static EmbeddedKafka start(SandboxConfig config, DataDirectory data, Path logs) {
    Map<String, String> general = BrokerSettings.small(config.partitions());
    if (config.directory().isEmpty()) {
      general.putAll(BrokerSettings.unmissed());
    }
    general.putAll(config.broker().settings());
    for (int attempt = 1; ; attempt++) {
      List<Integer> free = Ports.free(2 + config.broker().listeners().size());
      int port = config.kafkaPort() == 0 ? free.get(0) : config.kafkaPort();
      ClusterNode node = new ClusterNode(NODE_ID, port, free.get(1));
      Properties settings = settings(general, new Cluster("", List.of(node)), node, logs);
      Map<String, Integer> listeners = listen(settings, config.broker().listeners(), free);
      KafkaRaftServer server =
          new KafkaRaftServer(KafkaConfig.fromProps(settings, false), Time.SYSTEM);
      try {
        server.startup();
        return new EmbeddedKafka(server, data, port, listeners);
      } catch (RuntimeException e) {
        server.shutdown();
        if (!isBindFailure(e)) {
          throw e;
        }
        if (attempt == ATTEMPTS_MAX) {
          throw Ports.taken("Kafka", port, e);
        }
      }
    }
  }

  private static Properties settings(
      Map<String, String> general, Cluster cluster, ClusterNode node, Path logs) {
    String controller = Ports.LOOPBACK + ":" + node.controllerPort();
    String broker = Ports.LOOPBACK + ":" + node.brokerPort();
    Properties settings = new Properties();
    settings.putAll(general);
    settings.put("process.roles", "broker,controller");
    settings.put("node.id", Integer.toString(node.id()));
    settings.put("controller.quorum.voters", cluster.voters());
    settings.put("controller.listener.names", CONTROLLER);
    settings.put("inter.broker.listener.name", BROKER);
    settings.put("listeners", BROKER + "://" + broker + "," + CONTROLLER + "://" + controller);
    settings.put("advertised.listeners", BROKER + "://" + broker);
    settings.put(
        "listener.security.protocol.map", BROKER + ":PLAINTEXT," + CONTROLLER + ":PLAINTEXT");
    settings.put("log.dirs", logs.toString());
    node.proxied().ifPresent(listener -> {
      add(settings, "listeners", PROXIED + "://" + ClusterNode.address(listener.port()));
      add(
          settings,
          "advertised.listeners",
          PROXIED + "://" + ClusterNode.address(listener.proxyPort()));
      add(settings, "listener.security.protocol.map", PROXIED + ":PLAINTEXT");
    });
    return settings;
  }

  private static void add(Properties settings, String name, String value) {
    settings.merge(name, value, (all, more) -> all + "," + more);
  }

  /** Adds listeners on the free ports after the first two; returns their ports. */
  private static Map<String, Integer> listen(
      Properties settings, Map<String, String> protocols, List<Integer> free) {
    Map<String, Integer> ports = new TreeMap<>();
    protocols.forEach((name, protocol) -> {
      int port = free.get(2 + ports.size());
      String address = name + "://" + Ports.LOOPBACK + ":" + port;
      add(settings, "listeners", address);
      add(settings, "advertised.listeners", address);
      add(settings, "listener.security.protocol.map", name + ":" + protocol);
      ports.put(name, port);
    });
    return ports;
  }

  private static boolean isBindFailure(RuntimeException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof BindException) {
        return true;
      }
    }
    return false;
  }
}
