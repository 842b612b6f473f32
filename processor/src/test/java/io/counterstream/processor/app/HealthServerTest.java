package io.counterstream.processor.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterstream.sandbox.Ports;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.KafkaStreams;
import org.junit.jupiter.api.Test;

/** Clients that do not read what they asked for do not keep the health page from others. */
class HealthServerTest {
  private static final int CLIENTS = 300;
  private static final String LARGE = "m 1\n".repeat(4_000_000);

  /** Shorter than a server may hold a client, longer than any page takes. */
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final int port = Ports.lasting(1).get(0);
  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(PATIENCE).build();

  @Test
  void healthAnswersWhile300ClientsDoNotReadTheMetrics() throws Exception {
    List<Socket> clients = new ArrayList<>();
    try (HealthServer server = new HealthServer("127.0.0.1", port, this::healthy, () -> LARGE)) {
      for (int i = 0; i < CLIENTS; i++) {
        clients.add(thatReadsNothing());
      }
      for (int i = 0; i < CLIENTS; i++) {
        assertThat(client.send(request("/health"), BodyHandlers.ofString()).statusCode())
            .isEqualTo(200);
      }
    } finally {
      for (Socket each : clients) {
        each.close();
      }
    }
  }

  @Test
  void metricsAreSentWhole() throws Exception {
    try (HealthServer server = new HealthServer("127.0.0.1", port, this::healthy, () -> LARGE)) {
      assertThat(client.send(request("/metrics"), BodyHandlers.ofString()).body())
          .isEqualTo(LARGE);
    }
  }

  @Test
  void metricsThatCannotBeReadAreNotSentAsNone() throws Exception {
    try (HealthServer server = new HealthServer("127.0.0.1", port, this::healthy, () -> {
      throw new IllegalStateException("a gauge failed");
    })) {
      for (int scrape = 0; scrape < 10; scrape++) {
        assertThat(client.send(request("/metrics"), BodyHandlers.ofString()).statusCode())
            .isEqualTo(500);
      }
    }
  }

  private ProcessorHealth healthy() {
    return new ProcessorHealth(KafkaStreams.State.RUNNING, true, List.of());
  }

  private HttpRequest request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
        .timeout(PATIENCE)
        .build();
  }

  private Socket thatReadsNothing() throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(1024);
    socket.connect(new InetSocketAddress("127.0.0.1", port));
    socket
        .getOutputStream()
        .write("GET /metrics HTTP/1.1\r\nHost: h\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    return socket;
  }
}
