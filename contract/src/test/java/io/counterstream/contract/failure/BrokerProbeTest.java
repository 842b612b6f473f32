package io.counterstream.contract.failure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What listens at a broker's address is recognised before a client of Kafka runs out of memory. */
class BrokerProbeTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final String REQUEST = "0000000a" + "0012" + "0000" + "636e7472" + "ffff";

  /** A server that reads a request, sends these bytes and closes the connection. */
  private record Responding(ServerSocket socket, byte[] response) {
    CompletableFuture<String> serve() {
      return CompletableFuture.supplyAsync(() -> {
        try (Socket client = socket.accept()) {
          byte[] request = client.getInputStream().readNBytes(REQUEST.length() / 2);
          client.getOutputStream().write(response);
          return HexFormat.of().formatHex(request);
        } catch (IOException failed) {
          throw new IllegalStateException(failed);
        }
      });
    }

    String address() {
      return "127.0.0.1:" + socket.getLocalPort();
    }
  }

  static Stream<Arguments> responses() {
    return Stream.of(
        arguments("an alert of TLS 1.2", bytes("15030300020246"), " speaks TLS"),
        arguments("an alert of TLS 1.0", bytes("15030100020246"), " speaks TLS"),
        arguments("HTTP", text("HTTP/1.1 400 Bad Request\r\n\r\n"), " is an HTTP server"),
        arguments(
            "a banner",
            text("SSH-2.0-OpenSSH_9.2\r\n"),
            " does not speak Kafka's protocol; its response begins with 'SSH-'"),
        arguments(
            "a length that no response has",
            bytes("7fffffff636e7472"),
            " does not speak Kafka's protocol; its response begins with 0x7fffffff"),
        arguments(
            "another request's response",
            bytes("0000000600000001"),
            " does not speak Kafka's protocol; its response begins with 0x00000006"));
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex);
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static ServerSocket listen() throws IOException {
    return new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("responses")
  void aForeignServerIsRecognized(String because, byte[] response, String reason)
      throws IOException {
    try (ServerSocket socket = listen()) {
      Responding server = new Responding(socket, response);
      CompletableFuture<String> request = server.serve();
      BrokerProbe probe = BrokerProbe.look(server.address(), "SASL_PLAINTEXT", TIMEOUT);
      assertThat(request.join()).isEqualTo(REQUEST);
      assertThat(probe.connected()).isTrue();
      assertThat(probe.foreign())
          .containsExactly(
              new BrokerProbe.Foreign(server.address() + reason, reason.equals(" speaks TLS")));
    }
  }

  @Test
  void aBrokerIsNotForeign() throws IOException {
    try (ServerSocket socket = listen()) {
      Responding broker = new Responding(socket, bytes("0000000a" + "636e7472" + "000000000000"));
      CompletableFuture<String> request = broker.serve();
      assertThat(BrokerProbe.look(broker.address(), null, TIMEOUT).foreign()).isEmpty();
      assertThat(request.join()).isEqualTo(REQUEST);
    }
  }

  @Test
  void aConnectionThatIsClosedIsNoFinding() throws IOException {
    try (ServerSocket socket = listen()) {
      Responding busy = new Responding(socket, new byte[0]);
      CompletableFuture<String> request = busy.serve();
      BrokerProbe probe = BrokerProbe.look(busy.address(), "PLAINTEXT", TIMEOUT);
      assertThat(probe.connected()).isTrue();
      assertThat(probe.foreign()).isEmpty();
      request.join();
    }
  }

  @Test
  void everyAddressIsTried() throws IOException {
    try (ServerSocket socket = listen()) {
      Responding web = new Responding(socket, text("HTTP/1.0 400\r\n"));
      CompletableFuture<String> request = web.serve();
      BrokerProbe probe =
          BrokerProbe.look("no-port, 127.0.0.1:1, " + web.address(), "PLAINTEXT", TIMEOUT);
      assertThat(probe.connected()).isTrue();
      assertThat(probe.refusal()).isEqualTo("127.0.0.1:1: ConnectException: Connection refused");
      assertThat(probe.foreign()).hasSize(1);
      request.join();
    }
  }

  /** The machine of one broker is off: its address refuses nothing. */
  @Test
  void anAddressThatDoesNotRespondTakesTheTimeOfNoOther() throws IOException {
    Duration timeout = Duration.ofSeconds(4);
    List<Socket> waiting = new ArrayList<>();
    try (ServerSocket off = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        ServerSocket socket = listen()) {
      occupy(off, waiting);
      String silent = "127.0.0.1:" + off.getLocalPort();
      String servers = String.join(",", silent, "127.0.0.1:" + socket.getLocalPort(), silent);
      long startNanos = System.nanoTime();
      BrokerProbe probe = BrokerProbe.look(servers, "SSL", timeout);
      assertThat(probe.connected()).isTrue();
      assertThat(probe.refusal()).startsWith(silent);
      assertThat(Duration.ofNanos(System.nanoTime() - startNanos)).isLessThan(timeout);
    } finally {
      for (Socket each : waiting) {
        each.close();
      }
    }
  }

  /** Connects until the operating system leaves further connections without a response. */
  private static void occupy(ServerSocket server, List<Socket> connected) throws IOException {
    try {
      while (true) {
        Socket socket = new Socket();
        connected.add(socket);
        socket.connect(server.getLocalSocketAddress(), 100);
      }
    } catch (SocketTimeoutException full) {
      assertThat(connected).hasSizeGreaterThan(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"SASL_SSL", "ssl"})
  void aTlsServerIsOnlyConnectedTo(String protocol) throws IOException {
    try (ServerSocket socket = listen()) {
      String address = "127.0.0.1:" + socket.getLocalPort();
      BrokerProbe probe = BrokerProbe.look(address, protocol, TIMEOUT);
      assertThat(probe).isEqualTo(new BrokerProbe(true, "", List.of()));
      try (Socket client = socket.accept()) {
        assertThat(client.getInputStream().read()).isEqualTo(-1);
      }
    }
  }

  @Test
  void whatIsNoAddressIsSaid() {
    BrokerProbe probe = BrokerProbe.look("localhost", null, TIMEOUT);
    assertThat(probe.connected()).isFalse();
    assertThat(probe.refusal())
        .isEqualTo("localhost: IOException: not an address, expected host:port");
    assertThat(BrokerProbe.isAddress("[::1]:9092")).isTrue();
    assertThat(BrokerProbe.isAddress("b:65536")).isFalse();
  }
}
