package io.counterstream.quickstart;

import io.counterstream.processor.app.CounterProcessor;
import io.counterstream.processor.app.ProcessorSettings;
import io.counterstream.sandbox.Sandbox;
import io.counterstream.sandbox.SandboxConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/**
 * Kafka, DynamoDB Local and a processor with default settings, all in this process. The servers
 * listen on the default ports where those are free.
 *
 * @param sandbox the servers
 * @param processor the processor that uses them
 */
record LocalDeployment(Sandbox sandbox, CounterProcessor processor) implements AutoCloseable {
  private static final int KAFKA_PORT = 9092;
  private static final int TABLE_PORT = 8000;

  /** Starts the servers, creates the topics and the table, and starts the processor. */
  static LocalDeployment start() {
    Sandbox sandbox = Sandbox.start(SandboxConfig.defaults()
        .withKafkaPort(freeOr0(KAFKA_PORT))
        .withTablePort(freeOr0(TABLE_PORT)));
    ProcessorSettings settings = ProcessorSettings.of(Map.of(
        "bootstrap.servers", sandbox.bootstrapServers(),
        "table.endpoint", sandbox.tableEndpoint().toString()));
    CounterProcessor.provision(settings);
    return new LocalDeployment(sandbox, CounterProcessor.start(settings));
  }

  /** Returns whether the processor runs within {@code timeout}. */
  boolean awaitRunning(Duration timeout) throws InterruptedException {
    return processor.awaitRunning(timeout);
  }

  String bootstrapServers() {
    return sandbox.bootstrapServers();
  }

  URI tableEndpoint() {
    return sandbox.tableEndpoint();
  }

  /** Returns whether clients find Kafka without an option. */
  boolean isKafkaOnDefaultPort() {
    return bootstrapServers().endsWith(":" + KAFKA_PORT);
  }

  @Override
  public void close() {
    processor.close();
    sandbox.close();
  }

  /** Returns the port if it is free, else 0. */
  static int freeOr0(int port) {
    try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return probe.getLocalPort();
    } catch (IOException taken) {
      return 0;
    }
  }
}
