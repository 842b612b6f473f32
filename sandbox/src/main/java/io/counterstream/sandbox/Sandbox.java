package io.counterstream.sandbox;

import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slf4j.LoggerFactory;

/**
 * A Kafka broker and a DynamoDB Local, both real, in this JVM and on the loopback address only.
 *
 * <pre>{@code
 * try (Sandbox sandbox = Sandbox.start(SandboxConfig.defaults())) {
 *   connect(sandbox.bootstrapServers(), sandbox.tableEndpoint());
 * }
 * }</pre>
 */
public final class Sandbox implements AutoCloseable {
  private final EmbeddedKafka kafka;
  private final EmbeddedDynamoDb table;

  private Sandbox(EmbeddedKafka kafka, EmbeddedDynamoDb table) {
    this.kafka = kafka;
    this.table = table;
  }

  /**
   * Starts both in parallel, and returns when both serve clients.
   *
   * @throws SandboxException if a port is taken or the directory can't be used; then neither runs
   */
  public static Sandbox start(SandboxConfig config) {
    // SLF4J prints a warning if two threads log while it is initialized.
    LoggerFactory.getILoggerFactory();
    CompletableFuture<EmbeddedDynamoDb> starting = CompletableFuture.supplyAsync(
        () -> EmbeddedDynamoDb.start(config),
        task -> new Thread(task, "dynamodb-local-start").start());
    EmbeddedKafka kafka;
    try {
      kafka = EmbeddedKafka.start(config);
    } catch (RuntimeException e) {
      starting
          .thenAccept(EmbeddedDynamoDb::close)
          .exceptionally(failure -> null)
          .join();
      throw e;
    }
    try {
      return new Sandbox(kafka, starting.join());
    } catch (CompletionException e) {
      kafka.close();
      throw e.getCause() instanceof SandboxException cause ? cause : e;
    }
  }

  /** {@code 127.0.0.1:port}, for the setting {@code bootstrap.servers}. */
  public String bootstrapServers() {
    return kafka.bootstrapServers();
  }

  /** {@code 127.0.0.1:port} of one of {@link SandboxConfig.Broker#listeners}. */
  public String bootstrapServers(String listener) {
    return kafka.bootstrapServers(listener);
  }

  /** {@code http://127.0.0.1:port}, for the endpoint override of an AWS client. */
  public URI tableEndpoint() {
    return table.endpoint();
  }

  /** Stops both and removes temporary data; a second call has no effect. */
  @Override
  public void close() {
    try {
      kafka.close();
    } finally {
      table.close();
    }
  }
}
