package io.counterstream.processor.app;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.counterstream.sandbox.Ports;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.apache.kafka.streams.KafkaStreams;
import org.junit.jupiter.api.Test;

/** Clients that send or read slowly do not keep the pages from others. */
class HealthServerTest {
  private static final int CLIENTS = 300;
  private static final String LARGE = "m 1\n".repeat(4_000_000);

  /** Shorter than a server may hold a client, longer than any page takes. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** Shorter than the time after which a client that does nothing is cut off. */
  private static final Duration SHORT = Duration.ofMillis(500);

  private final int port = Ports.lasting(1).get(0);
  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(PATIENCE).build();

  @Test
  void healthAnswersWhile300ClientsDoNotReadTheMetrics() throws Exception {
    List<Socket> clients = new ArrayList<>();
    try (HealthServer server = serve(() -> LARGE, HealthServer.CONNECTION_MAX)) {
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
    try (HealthServer server = serve(() -> LARGE, HealthServer.CONNECTION_MAX)) {
      assertThat(client.send(request("/metrics"), BodyHandlers.ofString()).body())
          .isEqualTo(LARGE);
    }
  }

  @Test
  void metricsThatCannotBeReadAreNotSentAsNone() throws Exception {
    Supplier<String> broken = () -> {
      throw new IllegalStateException("a gauge failed");
    };
    try (HealthServer server = serve(broken, HealthServer.CONNECTION_MAX)) {
      for (int scrape = 0; scrape < 10; scrape++) {
        assertThat(client.send(request("/metrics"), BodyHandlers.ofString()).statusCode())
            .isEqualTo(500);
      }
    }
  }

  @Test
  void aClientThatSendsItsRequestSlowlyIsCutOff() throws Exception {
    try (HealthServer server = serve(() -> "m 1\n", SHORT);
        Socket slow = new Socket("127.0.0.1", port)) {
      slow.setSoTimeout(10);
      slow.getOutputStream().write("GET /health HTTP/1.1\r\nHost: h\r\nX: ".getBytes(US_ASCII));
      await().atMost(PATIENCE).until(() -> {
        try {
          slow.getOutputStream().write('x');
          return slow.getInputStream().read() < 0;
        } catch (SocketTimeoutException open) {
          return false;
        } catch (SocketException closed) {
          return true;
        }
      });
    }
  }

  @Test
  void clientsThatReadSlowlyHoldMetricsForABoundedTime() throws Exception {
    List<Socket> clients = new ArrayList<>();
    try (HealthServer server = serve(() -> LARGE, SHORT)) {
      for (int i = 0; i < HealthServer.SCRAPES_MAX; i++) {
        clients.add(thatReadsNothing());
      }
      await().atMost(PATIENCE).until(() -> {
        for (Socket each : clients) {
          readSome(each);
        }
        HttpResponse<String> last = client.send(request("/metrics"), BodyHandlers.ofString());
        return last.statusCode() == 200 && last.body().equals(LARGE);
      });
    } finally {
      for (Socket each : clients) {
        each.close();
      }
    }
  }

  private static void readSome(Socket client) throws IOException {
    try {
      client.getInputStream().readNBytes(500);
    } catch (SocketException cutOff) {
      // What was in flight is lost, too.
    }
  }

  private HealthServer serve(Supplier<String> metrics, Duration connectionMax) {
    return new HealthServer("127.0.0.1", port, this::healthy, metrics, connectionMax);
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
    socket.getOutputStream().write("GET /metrics HTTP/1.1\r\nHost: h\r\n\r\n".getBytes(US_ASCII));
    return socket;
  }
}
