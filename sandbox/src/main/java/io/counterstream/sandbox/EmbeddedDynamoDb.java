package io.counterstream.sandbox;

import java.io.IOException;
import java.net.URI;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ContextHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBRequestHandler;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBServerHandler;

/**
 * DynamoDB Local in this JVM, on the loopback address.
 *
 * <p>Its own launcher listens on every address and sends telemetry to AWS, so this class starts the
 * web server itself. All credentials and regions share the same tables.
 */
public final class EmbeddedDynamoDb implements AutoCloseable {
  private static final long IDLE_MILLIS_MAX = 120_000;

  /** The database executes one change at a time; more threads would only wait for its lock. */
  private static final int THREADS_MAX = 8;

  private final Server server;
  private final LocalDynamoDBServerHandler handler;
  private final DataDirectory data;
  private final int port;
  private final AtomicBoolean closed = new AtomicBoolean();

  private EmbeddedDynamoDb(Server server, LocalDynamoDBServerHandler handler, DataDirectory data) {
    this.server = server;
    this.handler = handler;
    this.data = data;
    this.port = ((ServerConnector) server.getConnectors()[0]).getLocalPort();
  }

  /**
   * Starts the table service, and returns when it serves clients.
   *
   * @throws SandboxException if its port is taken, its directory can't be used, or there is no
   *     native library for this platform
   */
  public static EmbeddedDynamoDb start(SandboxConfig config) {
    if (config.tablePort() != 0) {
      Ports.requireFree("DynamoDB Local", config.tablePort());
    }
    SqliteLibrary.load();
    DataDirectory data = DataDirectory.open(config.directory(), "dynamodb");
    LocalDynamoDBServerHandler handler = new LocalDynamoDBServerHandler(
        config.directory().isPresent()
            ? new LocalDynamoDBRequestHandler(0, false, data.path().toString(), true, false)
            : new LocalDynamoDBRequestHandler(0, true, null, true, false),
        null);
    Server server = webServer(handler, config.tablePort());
    try {
      server.start();
      return new EmbeddedDynamoDb(server, handler, data);
    } catch (Exception e) {
      stop(server, handler, data);
      throw e instanceof IOException
          ? Ports.taken("DynamoDB Local", config.tablePort(), e)
          : new SandboxException("DynamoDB Local doesn't start: " + e, e);
    }
  }

  /** {@code http://127.0.0.1:port}, for the endpoint override of an AWS client. */
  public URI endpoint() {
    return URI.create("http://" + Ports.LOOPBACK + ":" + port);
  }

  public int port() {
    return port;
  }

  /** Stops the service cleanly; a second call has no effect. */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      stop(server, handler, data);
    }
  }

  private static Server webServer(LocalDynamoDBServerHandler handler, int port) {
    QueuedThreadPool threads = new QueuedThreadPool(THREADS_MAX);
    threads.setName("dynamodb-local");
    threads.setDaemon(true);
    Server server = new Server(threads);
    ServerConnector connector = new ServerConnector(server, 1, 1);
    connector.setHost(Ports.LOOPBACK);
    connector.setPort(port);
    // Longer than the AWS client keeps an idle connection, so that the client closes it first.
    connector.setIdleTimeout(IDLE_MILLIS_MAX);
    server.addConnector(connector);
    server.setHandler(new ContextHandler(handler, "/"));
    return server;
  }

  private static void stop(Server server, LocalDynamoDBServerHandler handler, DataDirectory data) {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("The web server of DynamoDB Local doesn't stop", e);
    } finally {
      handler.close();
      data.close();
    }
  }
}
