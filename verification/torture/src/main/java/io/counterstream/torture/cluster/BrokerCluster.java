package io.counterstream.torture.cluster;

import io.counterstream.contract.kafka.KafkaFutures;
import io.counterstream.sandbox.Cluster;
import io.counterstream.sandbox.ClusterNode;
import io.counterstream.sandbox.ClusterNodeMain;
import io.counterstream.testkit.process.ChildJvm;
import io.counterstream.torture.proxy.BrokerProxy;
import io.counterstream.torture.proxy.ConnectionFault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.AbortTransactionSpec;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.common.TopicPartition;

/** Three brokers, which are the controllers, too; each record is replicated to all of them. */
public final class BrokerCluster implements AutoCloseable {
  /** How many brokers there are. */
  public static final int BROKERS = 3;

  private static final int HEAP_MEGABYTES = 320;
  private static final long POLL_MILLIS = 200;

  private final Children children;
  private final Path directory;
  private final Cluster cluster = Cluster.onFreePorts(BROKERS);
  private final Map<Integer, ChildJvm> jvms = new ConcurrentHashMap<>();
  private final Map<Integer, BrokerProxy> proxies = new HashMap<>();
  private final Admin admin;

  /** Starts them. */
  public BrokerCluster(Children children, Path directory) {
    this.children = children;
    this.directory = directory;
    cluster.nodes().forEach(node -> {
      proxies.put(node.id(), BrokerProxy.start(node.proxied().orElseThrow()));
      start(node.id());
    });
    admin = connect(bootstrapServers());
  }

  private static Admin connect(String bootstrap) {
    return Admin.create(Map.of(
        "bootstrap.servers", bootstrap,
        "request.timeout.ms", 3000,
        "default.api.timeout.ms", 6000,
        "reconnect.backoff.max.ms", 500));
  }

  /** For clients that no fault of the network affects. */
  public String bootstrapServers() {
    return cluster.bootstrapServers();
  }

  /** For clients behind the proxies. */
  public String proxiedBootstrapServers() {
    return cluster.proxiedBootstrapServers();
  }

  /** Does this with the connections between a broker and the clients behind its proxy. */
  public void connections(int id, ConnectionFault fault) {
    proxies.get(id).fault(fault);
  }

  /** Returns the number of connections to the proxies by what was done with them. */
  public Map<ConnectionFault, Long> connectionCounts() {
    Map<ConnectionFault, Long> sums = new EnumMap<>(ConnectionFault.class);
    proxies
        .values()
        .forEach(
            proxy -> proxy.counts().forEach((each, count) -> sums.merge(each, count, Long::sum)));
    return sums;
  }

  /** Starts a broker, again if it was killed. */
  public void start(int id) {
    jvms.put(
        id,
        children.start(
            new Children.Program(
                "broker-" + id,
                HEAP_MEGABYTES,
                ClusterNodeMain.class.getName(),
                List.of(
                    cluster.text(),
                    Integer.toString(id),
                    directory.resolve("broker-" + id).toString())),
            Map.of()));
  }

  /** SIGKILL. */
  public void kill(int id) throws InterruptedException {
    jvms.get(id).kill();
  }

  /** Sends SIGSTOP, and SIGCONT after some time. */
  public void freeze(int id, Duration time) throws InterruptedException {
    jvms.get(id).freeze(time);
  }

  /** Returns where the leader of each partition of these topics has its log. */
  public Map<TopicPartition, Path> logs(Collection<String> topics) {
    Map<TopicPartition, Path> logs = new HashMap<>();
    KafkaFutures.await(admin.describeTopics(topics).allTopicNames())
        .forEach((name, topic) -> topic.partitions().forEach(info -> {
          TopicPartition partition = new TopicPartition(name, info.partition());
          Path broker =
              directory.resolve("broker-" + info.leader().id()).resolve("kafka").resolve("logs");
          logs.put(partition, broker.resolve(partition.toString()));
        }));
    return logs;
  }

  /**
   * Aborts the transactions that are open in these topics although their coordinator has ended
   * them, as {@code kafka-transactions.sh abort} does. No processor may run.
   *
   * @return a sentence for each
   */
  public List<String> abortHanging(Collection<TopicPartition> partitions) {
    List<String> aborted = new ArrayList<>();
    KafkaFutures.await(admin.describeProducers(partitions).all())
        .forEach((partition, state) -> state.activeProducers().stream()
            .filter(producer -> producer.currentTransactionStartOffset().isPresent())
            .forEach(producer -> {
              KafkaFutures.await(admin
                  .abortTransaction(new AbortTransactionSpec(
                      partition,
                      producer.producerId(),
                      (short) producer.producerEpoch(),
                      producer.coordinatorEpoch().orElse(-1)))
                  .all());
              aborted.add("transaction of producer " + producer.producerId() + " epoch "
                  + producer.producerEpoch() + ": never ended in " + partition + " from offset "
                  + producer.currentTransactionStartOffset().getAsLong()
                  + ", aborted by the operator");
            }));
    return aborted;
  }

  /** Heals all connections, and starts brokers that are not there. */
  public void heal() {
    proxies.values().forEach(proxy -> proxy.fault(ConnectionFault.NONE));
    jvms.forEach((id, jvm) -> {
      if (!jvm.isAlive()) {
        start(id);
      }
    });
  }

  /**
   * Waits until every broker has every partition, those of Kafka's own topics as well.
   *
   * @return whether that came in time
   */
  public boolean awaitWhole(Duration timeout) throws InterruptedException {
    long deadline = System.nanoTime() + timeout.toNanos();
    while (!isWhole()) {
      if (System.nanoTime() - deadline > 0) {
        return false;
      }
      Thread.sleep(POLL_MILLIS);
    }
    return true;
  }

  private boolean isWhole() throws InterruptedException {
    try {
      // A broker that just died counts as alive until its session ends. One that answers again has
      // registered again, and with that has left the sets of replicas in sync.
      for (ClusterNode node : cluster.nodes()) {
        Admin own = connect(node.address());
        try {
          own.describeCluster().clusterId().get();
        } finally {
          own.close(Duration.ZERO); // else it waits for a broker that is away
        }
      }
      Set<String> topics =
          admin.listTopics(new ListTopicsOptions().listInternal(true)).names().get();
      return admin.describeCluster().nodes().get().size() == BROKERS
          && admin.describeTopics(topics).allTopicNames().get().values().stream()
              .flatMap(topic -> topic.partitions().stream())
              .allMatch(
                  partition -> partition.isr().size() == BROKERS && partition.leader() != null);
    } catch (ExecutionException notYet) {
      return false;
    }
  }

  /** Lets go of the connections; the brokers run until their {@link Children} are closed. */
  @Override
  public void close() {
    admin.close(Duration.ofSeconds(1));
    proxies.values().forEach(BrokerProxy::close);
  }
}
