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
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * Serves {@code GET /health} and {@code GET /metrics}. Clients that do not read their response hold
 * neither threads nor memory that others need: few may be sent metrics at once, and one that reads
 * nothing for a few seconds is cut off.
 */
final class HealthServer implements AutoCloseable {
  private static final String PROMETHEUS_TEXT = "text/plain; version=0.0.4; charset=utf-8";
  private static final int SCRAPES_MAX = 4;
  private static final int THREADS_MAX = 16;
  private static final int CONNECTIONS_MAX = 1000;
  private static final Duration IDLE_MAX = Duration.ofSeconds(5);

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
   */
  HealthServer(String host, int port, Supplier<ProcessorHealth> health, Supplier<String> metrics) {
    this.metrics = metrics;
    server = Javalin.create(config -> {
      config.startup.showJavalinBanner = false;
      config.jetty.threadPool = new QueuedThreadPool(THREADS_MAX);
      config.jetty.modifyServer(
          jetty -> jetty.addBean(new NetworkConnectionLimit(CONNECTIONS_MAX, jetty)));
      config.jetty.addConnector((jetty, http) -> connector(jetty, http, host, port));
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

  private static Connector connector(Server jetty, HttpConfiguration http, String host, int port) {
    ServerConnector connector = new ServerConnector(jetty, new HttpConnectionFactory(http));
    connector.setHost(host);
    connector.setPort(port);
    connector.setIdleTimeout(IDLE_MAX.toMillis());
    return connector;
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
