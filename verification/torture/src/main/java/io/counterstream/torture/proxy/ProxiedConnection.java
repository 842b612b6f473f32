package io.counterstream.torture.proxy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A client's connection and the broker's that belongs to it. Each direction has a thread. */
final class ProxiedConnection {
  private static final Logger LOG = LoggerFactory.getLogger(ProxiedConnection.class);
  private static final int BUFFER_BYTES = 64 << 10;

  private final BrokerProxy proxy;
  private final Socket client;
  private final Socket broker = new Socket();
  private volatile boolean abandoned;

  ProxiedConnection(BrokerProxy proxy, Socket client) {
    this.proxy = proxy;
    this.client = client;
  }

  /** Connects to the broker, and forwards until a side ends the connection. */
  void run(InetSocketAddress address) {
    try {
      client.setTcpNoDelay(true);
      broker.setTcpNoDelay(true);
      broker.connect(address);
      BrokerProxy.startThread("broker-proxy-responses", this::forwardResponses);
      forward(client.getInputStream(), broker, ConnectionFault.REQUESTS_HELD);
      broker.shutdownOutput(); // what was held is delivered, then the broker closes its side
    } catch (IOException over) {
      over(over);
    }
    if (abandoned) {
      discardRequests();
    }
    proxy.remove(this);
  }

  private void forwardResponses() {
    try {
      forward(broker.getInputStream(), client, ConnectionFault.RESPONSES_HELD);
      if (!abandoned) {
        client.close();
        broker.close();
      }
    } catch (IOException over) {
      over(over);
    }
  }

  private void forward(InputStream from, Socket to, ConnectionFault held) throws IOException {
    byte[] buffer = new byte[BUFFER_BYTES];
    for (int count = from.read(buffer); count >= 0; count = from.read(buffer)) {
      proxy.awaitEnd(held);
      to.getOutputStream().write(buffer, 0, count);
    }
  }

  private void over(IOException cause) {
    LOG.debug("A connection to a broker is over", cause);
    if (!abandoned) {
      reset();
    }
  }

  /** Until the client closes its side, as it does when one of its own time-outs has passed. */
  private void discardRequests() {
    try (client) {
      client.getInputStream().transferTo(OutputStream.nullOutputStream());
    } catch (IOException gone) {
      LOG.debug("A client of a broker has gone", gone);
    }
  }

  /** Resets the broker's side, and leaves the client's open and silent. */
  void abandon() {
    abandoned = true;
    reset(broker);
  }

  /** Resets both sides. */
  void reset() {
    reset(client);
    reset(broker);
  }

  private static void reset(Socket socket) {
    try {
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (IOException closed) {
      LOG.debug("A connection was closed already", closed);
    }
  }
}
