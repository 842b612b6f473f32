package io.counterstream.sandbox;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** The program that is one node of a cluster, until SIGTERM or SIGKILL. */
public final class ClusterNodeMain {
  private static final String LOG_SETTINGS = "logback.configurationFile";

  private ClusterNodeMain() {}

  /**
   * Runs the node.
   *
   * @param arguments {@link Cluster#text()}, the node's id, its directory
   */
  public static void main(String[] arguments) throws InterruptedException {
    if (System.getProperty(LOG_SETTINGS) == null) {
      System.setProperty(LOG_SETTINGS, "io/counterstream/sandbox/sandbox-logback.xml");
    }
    Cluster cluster = Cluster.parse(arguments[0]);
    ClusterNode node = cluster.node(Integer.parseInt(arguments[1]));
    EmbeddedKafka kafka = EmbeddedKafka.start(cluster, node, Path.of(arguments[2]));
    Runtime.getRuntime().addShutdownHook(new Thread(kafka::close, "stop-node"));
    new CountDownLatch(1).await();
  }
}
