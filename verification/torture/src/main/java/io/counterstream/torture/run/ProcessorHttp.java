package io.counterstream.torture.run;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** What processors serve by HTTP. */
final class ProcessorHttp {
  /** The metric of what holds a partition. */
  static final String STALLED = "counterstream_stalled_seconds";

  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().connectTimeout(TIMEOUT).build();

  private ProcessorHttp() {}

  /** Returns the body of the response, whatever its status; empty if there is none. */
  static String get(URI address) throws InterruptedException {
    try {
      return CLIENT
          .send(
              HttpRequest.newBuilder(address).timeout(TIMEOUT).build(),
              HttpResponse.BodyHandlers.ofString())
          .body();
    } catch (IOException unreachable) {
      return "";
    }
  }
}
