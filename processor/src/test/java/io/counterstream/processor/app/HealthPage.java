package io.counterstream.processor.app;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** Reads /health and /metrics of a processor on this machine. */
final class HealthPage {
  private final HttpClient http = HttpClient.newHttpClient();
  private final int port;

  HealthPage(int port) {
    this.port = port;
  }

  int status() {
    return get("/health").statusCode();
  }

  String body() {
    return get("/health").body();
  }

  String metrics() {
    return get("/metrics").body();
  }

  private HttpResponse<String> get(String path) {
    URI page = URI.create("http://127.0.0.1:" + port + path);
    try {
      return http.send(HttpRequest.newBuilder(page).build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException | InterruptedException failed) {
      throw new AssertionError(page + " does not respond", failed);
    }
  }
}
