package io.counterstream.torture.proxy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.counterstream.sandbox.ClusterNode.ProxiedListener;
import io.counterstream.sandbox.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a client and a broker see of each fault of their connection. */
@Timeout(60)
class BrokerProxyTest {
  /** Shows that nothing comes, where something would come within milliseconds. */
  private static final int SILENT_MILLIS = 300;

  private final BlockingQueue<Socket> accepted = new LinkedBlockingQueue<>();
  private ProxiedListener listener;
  private ServerSocket broker;
  private BrokerProxy proxy;

  @BeforeEach
  void start() throws IOException {
    List<Integer> ports = Ports.lasting(2);
    listener = new ProxiedListener(ports.get(0), ports.get(1));
    broker = new ServerSocket(listener.port(), 50, InetAddress.getByName(Ports.LOOPBACK));
    BrokerProxy.startThread("broker", this::accept);
    proxy = BrokerProxy.start(listener);
  }

  private void accept() {
    try {
      while (true) {
        accepted.add(broker.accept());
      }
    } catch (IOException closed) {
      assertThat(broker.isClosed()).isTrue();
    }
  }

  @AfterEach
  void stop() throws IOException {
    proxy.close();
    broker.close();
  }

  @Test
  void withoutAFaultBothDirectionsPass() throws Exception {
    try (Socket client = connect()) {
      Socket served = exchange(client);
      client.close();
      assertThat(served.getInputStream().read())
          .as("the end reaches the broker")
          .isEqualTo(-1);
      served.close();
      assertThat(proxy.counts()).containsEntry(ConnectionFault.NONE, 1L);
    }
  }

  @Test
  void theEndOfTheBrokerReachesTheClient() throws Exception {
    try (Socket client = connect()) {
      exchange(client).close();
      assertThat(client.getInputStream().read()).isEqualTo(-1);
    }
  }

  @Test
  void aClientOfABrokerThatIsDownIsReset() throws Exception {
    broker.close();
    try (Socket client = connect()) {
      assertReset(client);
    }
  }

  @Test
  void aResetEndsBothSidesAndNewConnections() throws Exception {
    try (Socket client = connect()) {
      Socket served = exchange(client);
      proxy.fault(ConnectionFault.RESET);
      assertReset(client);
      assertReset(served);
    }
    try (Socket second = connect()) {
      assertReset(second);
    }
    assertThat(proxy.counts()).containsEntry(ConnectionFault.RESET, 2L);
    proxy.fault(ConnectionFault.NONE);
    try (Socket third = connect()) {
      exchange(third);
    }
  }

  @Test
  void aHalfOpenConnectionStaysSilentAndOnlyTheBrokerLearnsOfIt() throws Exception {
    try (Socket client = connect()) {
      Socket served = exchange(client);
      proxy.fault(ConnectionFault.HALF_OPEN);
      assertReset(served);
      try (Socket second = connect()) {
        send(second, "two");
        assertSilent(second);
      }
      proxy.fault(ConnectionFault.NONE);
      send(client, "one");
      assertSilent(client);
      try (Socket third = connect()) {
        exchange(third);
      }
    }
  }

  @Test
  void heldRequestsAreDeliveredAfterTheirClientHasGone() throws Exception {
    Socket client = connect();
    Socket served = exchange(client);
    proxy.fault(ConnectionFault.REQUESTS_HELD);
    send(client, "late");
    send(served, "passes");
    assertThat(receive(client, 6)).isEqualTo("passes");
    assertSilent(served);
    client.close();
    assertSilent(served);
    proxy.fault(ConnectionFault.NONE);
    assertThat(receive(served, 4)).isEqualTo("late");
    assertThat(served.getInputStream().read()).isEqualTo(-1);
  }

  @Test
  void heldResponsesAreDelivered() throws Exception {
    try (Socket client = connect()) {
      Socket served = exchange(client);
      proxy.fault(ConnectionFault.RESPONSES_HELD);
      send(client, "passes");
      assertThat(receive(served, 6)).isEqualTo("passes");
      send(served, "late");
      assertSilent(client);
      proxy.fault(ConnectionFault.NONE);
      assertThat(receive(client, 4)).isEqualTo("late");
      assertThat(proxy.counts()).containsEntry(ConnectionFault.RESPONSES_HELD, 1L);
    }
  }

  private Socket connect() throws IOException {
    Socket client = new Socket();
    client.connect(new InetSocketAddress(Ports.LOOPBACK, listener.proxyPort()));
    return client;
  }

  /** Sends a request and a response; returns the broker's side. */
  private Socket exchange(Socket client) throws Exception {
    send(client, "request");
    Socket served = accepted.poll(60, TimeUnit.SECONDS);
    assertThat(receive(served, 7)).isEqualTo("request");
    send(served, "response");
    assertThat(receive(client, 8)).isEqualTo("response");
    return served;
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(UTF_8));
  }

  private static String receive(Socket socket, int bytes) throws IOException {
    return new String(socket.getInputStream().readNBytes(bytes), UTF_8);
  }

  private static void assertReset(Socket socket) {
    assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketException.class);
  }

  private static void assertSilent(Socket socket) throws IOException {
    socket.setSoTimeout(SILENT_MILLIS);
    assertThatThrownBy(() -> socket.getInputStream().read())
        .isInstanceOf(SocketTimeoutException.class);
    socket.setSoTimeout(0);
  }
}
