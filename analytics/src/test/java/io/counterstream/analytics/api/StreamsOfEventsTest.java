package io.counterstream.analytics.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.counterstream.analytics.stream.AnalysisDriver;
import io.counterstream.analytics.stream.TestOutcomes;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The streams of events, as a browser reads them. */
class StreamsOfEventsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int CLIENTS = 1000;

  private TestServer server;

  @BeforeEach
  void start() throws IOException {
    server = new TestServer(new AnalysisDriver(Instant.now()), CLIENTS + 1);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aThousandViewersGetTheSameOverviewAndTheServerNoThreads() throws Exception {
    List<SocketChannel> viewers = new ArrayList<>();
    int before = Thread.activeCount();
    for (int i = 0; i < CLIENTS; i++) {
      SocketChannel viewer = SocketChannel.open(new InetSocketAddress("127.0.0.1", server.port()));
      viewer.write(ByteBuffer.wrap(request("/api/stream/overview", "")));
      viewers.add(viewer);
    }
    // The last one is in when it has an event, and so are the others.
    try (Events last = new Events("/api/stream/overview", "")) {
      String first = last.next("overview").id;
      Event second = last.next("overview");
      assertThat(second.id).isNotEqualTo(first);
      for (SocketChannel viewer : viewers) {
        awaitEvent(viewer, second.id);
      }
      while (second.data.get("viewers").intValue() != CLIENTS + 1) {
        second = last.next("overview");
      }
      assertThat(Thread.activeCount() - before).isLessThan(40);
      try (Socket oneTooMany = new Socket("127.0.0.1", server.port())) {
        oneTooMany.getOutputStream().write(request("/api/stream/tail", "Connection: close\r\n"));
        assertThat(new String(oneTooMany.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
            .startsWith("HTTP/1.1 503")
            .contains("too-many-viewers");
      }
      for (SocketChannel viewer : viewers) {
        viewer.close();
      }
      while (second.data.get("viewers").intValue() != 1) {
        second = last.next("overview");
      }
    }
  }

  private static void awaitEvent(SocketChannel viewer, String id) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
    StringBuilder text = new StringBuilder();
    while (text.indexOf("id: " + id + "\n") < 0) {
      buffer.clear();
      assertThat(viewer.read(buffer)).isPositive();
      text.append(StandardCharsets.UTF_8.decode(buffer.flip()));
    }
  }

  @Test
  void theTailShowsWhatItsFiltersLetThroughAndGoesOnAfterAReconnect() throws Exception {
    Instant now = Instant.now();
    server.send(TestOutcomes.applied("shop/a", 0, 1, 1, now));
    server.send(TestOutcomes.conflict("shop/a", 1, 1, now));
    server.send(TestOutcomes.applied("b", 0, 9007199254740993L, 1, now));
    String id;
    try (Events events = new Events("/api/stream/tail?prefix=shop/&recent=10", "")) {
      Event event = events.next("outcomes");
      assertThat(event.types()).containsExactly("applied", "conflict");
      assertThat(event.data.get("gap").booleanValue()).isFalse();
      id = event.id;
    }
    server.send(TestOutcomes.conflict("shop/b", 1, 1, now));
    String again = "Last-Event-ID: " + id + "\r\n";
    try (Events events = new Events("/api/stream/tail?prefix=shop/&kind=conflict", again)) {
      Event event = events.next("outcomes");
      assertThat(event.types()).containsExactly("conflict");
      assertThat(event.data.get("gap").booleanValue()).isFalse();
    }
    try (Events events = new Events("/api/stream/tail", "Last-Event-ID: other-1\r\n")) {
      assertThat(events.next("outcomes").data.get("gap").booleanValue()).isTrue();
    }
  }

  @Test
  void whatIsTooMuchForABatchIsCounted() throws Exception {
    Instant now = Instant.now();
    for (int i = 0; i < TailRing.BATCH_MAX + 7; i++) {
      server.send(TestOutcomes.applied("c", i, 1, i + 1, now));
    }
    try (Events events = new Events("/api/stream/tail?recent=500", "")) {
      Event event = events.next("outcomes");
      assertThat(event.types()).hasSize(TailRing.BATCH_MAX);
      assertThat(event.data.get("skipped").textValue()).isEqualTo("7");
      JsonNode items = event.data.get("items");
      assertThat(items.get(items.size() - 1).get("value").textValue())
          .isEqualTo(Integer.toString(TailRing.BATCH_MAX + 7));
    }
  }

  private static byte[] request(String path, String headers) {
    return ("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n")
        .getBytes(StandardCharsets.US_ASCII);
  }

  /** An event. */
  private record Event(String id, JsonNode data) {
    List<String> types() {
      return data.get("items").findValuesAsText("type");
    }
  }

  /** The events of one connection. */
  private final class Events implements AutoCloseable {
    private final Socket socket = new Socket("127.0.0.1", server.port());
    private final BufferedReader lines;

    Events(String path, String headers) throws IOException {
      socket.getOutputStream().write(request(path, headers));
      lines = new BufferedReader(
          new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    Event next(String name) throws IOException {
      String id = "";
      String event = "";
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("id: ")) {
          id = line.substring(4);
        } else if (line.startsWith("event: ")) {
          event = line.substring(7);
        } else if (line.startsWith("data: ") && event.equals(name)) {
          return new Event(id, JSON.readTree(line.substring(6)));
        }
      }
      throw new IOException("the stream has ended");
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
