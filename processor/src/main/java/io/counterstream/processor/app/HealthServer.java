package io.counterstream.processor.app;

import io.javalin.Javalin;
import io.javalin.http.HttpStatus;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.function.Supplier;

/** Serves {@code GET /health} and {@code GET /metrics}. */
final class HealthServer implements AutoCloseable {
  private static final String PROMETHEUS_TEXT = "text/plain; version=0.0.4; charset=utf-8";

  private final Javalin server;

  /**
   * Starts the server.
   *
   * @param host the address to listen on
   * @param port 1 to 65,535
   * @param health returns the processor's health, called for each request
   * @param registry the meters of /metrics
   */
  HealthServer(
      String host, int port, Supplier<ProcessorHealth> health, PrometheusMeterRegistry registry) {
    server = Javalin.create(config -> {
      config.startup.showJavalinBanner = false;
      config.routes.get("/health", request -> {
        ProcessorHealth now = health.get();
        request
            .status(now.healthy() ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE)
            .contentType("application/json")
            .result(now.json());
      });
      config.routes.get(
          "/metrics", request -> request.contentType(PROMETHEUS_TEXT).result(registry.scrape()));
    });
    server.start(host, port);
  }

  @Override
  public void close() {
    server.stop();
  }
}
