package io.counterstream.torture.run;

import io.counterstream.contract.Topics;
import io.counterstream.processor.app.CounterProcessor;
import io.counterstream.processor.app.ProcessorSettings;
import io.counterstream.sandbox.EmbeddedDynamoDb;
import io.counterstream.sandbox.Ports;
import io.counterstream.sandbox.SandboxConfig;
import io.counterstream.torture.cluster.BrokerCluster;
import io.counterstream.torture.cluster.Children;
import io.counterstream.torture.cluster.ProcessorNode;
import io.counterstream.torture.proxy.TableFault;
import io.counterstream.torture.proxy.TableProxy;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Everything that runs: brokers, table, proxy, processors. */
final class TortureDeployment implements AutoCloseable {
  static final Topics TOPICS = new Topics("torture");
  static final String TABLE = "torture";
  static final String GROUP = "torture";
  static final int PARTITIONS = 6;

  /** After which a processor that is silent loses its partitions. */
  static final Duration SESSION_TIMEOUT = Duration.ofSeconds(3);

  private static final int PROCESSORS = 3;
  private static final Duration START_TIMEOUT = Duration.ofSeconds(120);

  private final Console console;
  private final Path directory;
  private final EmbeddedDynamoDb table;
  private final TableProxy proxy;
  private final BrokerCluster brokers;
  private final List<Integer> httpPorts;
  private final List<ProcessorNode> processors = new ArrayList<>();

  private TortureDeployment(RunSettings settings, Children children, Console console) {
    this.console = console;
    directory = settings.directory();
    table = EmbeddedDynamoDb.start(SandboxConfig.defaults());
    proxy = TableProxy.start(table.endpoint(), PROCESSORS + 1);
    brokers = new BrokerCluster(children, settings.directory());
    httpPorts = Ports.lasting(PROCESSORS + 1);
    for (int number = 1; number <= PROCESSORS + 1; number++) {
      List<String> arguments = new ArrayList<>();
      Map<String, String> texts = texts(proxy.endpoint(number));
      texts.put("http.port", Integer.toString(httpPorts.get(number - 1)));
      texts.forEach((name, value) -> arguments.addAll(List.of("--set", name + "=" + value)));
      String name = "processor-" + number;
      processors.add(new ProcessorNode(
          children, name, settings.processorMain(), arguments, event -> console.say(name, event)));
    }
  }

  /**
   * Starts all of it; the last processor is a spare that stays down.
   *
   * @throws IllegalStateException if the brokers don't come up
   */
  static TortureDeployment start(RunSettings settings, Children children, Console console)
      throws InterruptedException {
    TortureDeployment deployment = new TortureDeployment(settings, children, console);
    try {
      console.say("brokers", "three start: " + deployment.brokers.bootstrapServers());
      deployment.awaitBrokers();
      deployment.provision();
      deployment.startProcessors();
      console.say("processors", "three start");
      return deployment;
    } catch (InterruptedException | RuntimeException failed) {
      deployment.close();
      throw failed;
    }
  }

  private Map<String, String> texts(URI tableEndpoint) {
    Map<String, String> texts = new TreeMap<>();
    texts.put("bootstrap.servers", brokers.proxiedBootstrapServers());
    texts.put("table.endpoint", tableEndpoint.toString());
    texts.put("application.id", GROUP);
    texts.put("topic.prefix", TOPICS.prefix());
    texts.put("table.name", TABLE);
    texts.put("partitions", Integer.toString(PARTITIONS));
    texts.put("replication.factor", Integer.toString(BrokerCluster.BROKERS));
    // More requests at once only wait in front of a table that two cores serve.
    texts.put("max.in.flight", "32");
    texts.put("transaction.timeout.ms", "4000");
    texts.put("item.look.interval.ms", "2000");
    texts.put("kafka.main.consumer.session.timeout.ms", Long.toString(SESSION_TIMEOUT.toMillis()));
    texts.put("kafka.main.consumer.heartbeat.interval.ms", "700");
    texts.put("kafka.reconnect.backoff.max.ms", "500");
    return texts;
  }

  /**
   * Waits until all brokers run and hold all partitions.
   *
   * @throws IllegalStateException if that takes too long
   */
  void awaitBrokers() throws InterruptedException {
    if (!brokers.awaitWhole(START_TIMEOUT)) {
      throw new IllegalStateException(
          "not all brokers hold all partitions after " + Console.seconds(START_TIMEOUT));
    }
  }

  /** Creates the topics and the table that are missing. */
  void provision() {
    CounterProcessor.provision(ProcessorSettings.of(texts(table.endpoint())));
  }

  /** The directory of data and logs. */
  Path directory() {
    return directory;
  }

  BrokerCluster brokers() {
    return brokers;
  }

  TableProxy proxy() {
    return proxy;
  }

  /** The table itself, not through the proxy. */
  URI tableEndpoint() {
    return table.endpoint();
  }

  /** The address of a path that the processor of this number, from 1, serves. */
  URI http(int number, String path) {
    return URI.create("http://" + Ports.LOOPBACK + ":" + httpPorts.get(number - 1) + path);
  }

  /** The processor of this number, from 1. */
  ProcessorNode processor(int number) {
    return processors.get(number - 1);
  }

  /** How often processors ended without having been asked to. */
  int ownEnds() {
    return processors.stream().mapToInt(ProcessorNode::ownEnds).sum();
  }

  /** All processors, the spare included. */
  List<ProcessorNode> processors() {
    return List.copyOf(processors);
  }

  /** Starts those that do not run, except the spare. */
  void startProcessors() {
    startProcessors(List.of());
  }

  /** Starts them with further arguments. */
  void startProcessors(List<String> more) {
    processors.subList(0, PROCESSORS).forEach(processor -> processor.start(more, Map.of()));
  }

  /** Ends all faults and starts what is down. */
  void heal() throws InterruptedException {
    proxy.fault(TableFault.NONE);
    for (int listener = 1; listener <= PROCESSORS + 1; listener++) {
      proxy.fault(listener, TableFault.NONE);
    }
    proxy.open();
    brokers.heal();
    startProcessors();
    awaitBrokers();
  }

  /** SIGTERM for all processors; all are gone then. */
  void stopProcessors() throws InterruptedException {
    for (ProcessorNode processor : processors) {
      processor
          .terminate()
          .filter(status -> status != 0)
          .ifPresent(status ->
              console.say(processor.name(), "ended with status " + status + " on SIGTERM"));
    }
  }

  /** SIGKILL for all processors. */
  void killProcessors() throws InterruptedException {
    for (ProcessorNode processor : processors) {
      processor.kill();
    }
  }

  /** Lets go of what is in this JVM. */
  @Override
  public void close() {
    brokers.close();
    proxy.close();
    table.close();
  }
}
