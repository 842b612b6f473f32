package io.counterstream.processor.app;

import io.javalin.Javalin;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * Serves {@code GET /health} and {@code GET /metrics}. Clients that send or read slowly hold no
 * threads or memory that others need: few may be sent metrics at once, a client that reads nothing
 * for a few seconds is cut off, and so is one whose request and response take longer than any
 * needs. A connection has one request, so that its age is that of the request.
 */
final class HealthServer implements AutoCloseable {
  private static final String PROMETHEUS_TEXT = "text/plain; version=0.0.4; charset=utf-8";

  /** Clients that are sent metrics at once. */
  static final int SCRAPES_MAX = 4;

  private static final int THREADS_MAX = 16;
  private static final int CONNECTIONS_MAX = 1000;
  private static final Duration IDLE_MAX = Duration.ofSeconds(5);

  /** The time from the start of a connection to the end of its response. */
  static final Duration CONNECTION_MAX = Duration.ofSeconds(15);

  private final Javalin server;
  private final Supplier<String> metrics;
  private final Semaphore scrapes = new Semaphore(SCRAPES_MAX);

  /**
   * Starts the server.
   *
   * @param host the address to listen on
   * @param port 1 to 65,535
   * @param health returns the processor's health, called for each request
   * @param metrics returns the text of /metrics, called for each request
   * @param connectionMax how long a connection may last, {@link #CONNECTION_MAX} but in tests
   */
  HealthServer(
      String host,
      int port,
      Supplier<ProcessorHealth> health,
      Supplier<String> metrics,
      Duration connectionMax) {
    this.metrics = metrics;
    server = Javalin.create(config -> {
      config.startup.showJavalinBanner = false;
      config.jetty.threadPool = new QueuedThreadPool(THREADS_MAX);
      config.jetty.modifyServer(
          jetty -> jetty.addBean(new NetworkConnectionLimit(CONNECTIONS_MAX, jetty)));
      config.jetty.addConnector((jetty, http) -> {
        http.setPersistentConnectionsEnabled(false);
        ServerConnector connector = new ServerConnector(jetty, new HttpConnectionFactory(http));
        connector.setHost(host);
        connector.setPort(port);
        connector.setIdleTimeout(IDLE_MAX.toMillis());
        connector.addEventListener(new ConnectionLifetime(connector.getScheduler(), connectionMax));
        return connector;
      });
      config.routes.get("/health", request -> {
        ProcessorHealth now = health.get();
        request
            .status(now.healthy() ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE)
            .contentType("application/json")
            .result(now.json());
      });
      config.routes.get("/metrics", this::sendMetrics);
    });
    server.start();
  }

  /** Writes here and not after the handler, so that the number of writers is bounded. */
  private void sendMetrics(Context request) {
    if (!scrapes.tryAcquire()) {
      request
          .status(HttpStatus.SERVICE_UNAVAILABLE)
          .header("Retry-After", "1")
          .result("busy: " + SCRAPES_MAX + " other clients are being sent metrics");
      return;
    }
    try {
      byte[] text = metrics.get().getBytes(StandardCharsets.UTF_8);
      request.contentType(PROMETHEUS_TEXT);
      send(text, request);
    } finally {
      scrapes.release();
    }
  }

  private static void send(byte[] text, Context request) {
    try (OutputStream body = request.outputStream()) {
      body.write(text);
    } catch (IOException clientIsGone) {
      // It has stopped to read; nothing can be told to it.
    }
  }

  @Override
  public void close() {
    server.stop();
  }
}
