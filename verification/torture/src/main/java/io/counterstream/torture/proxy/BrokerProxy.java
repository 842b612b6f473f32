package io.counterstream.torture.proxy;

import io.counterstream.sandbox.ClusterNode.ProxiedListener;
import io.counterstream.sandbox.Ports;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A TCP proxy between clients and one broker. It injects the faults of networks; what it forwards,
 * it forwards unchanged and in order. Thread-safe.
 */
public final class BrokerProxy implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(BrokerProxy.class);

  private final InetSocketAddress broker;
  private final ServerSocket listener;
  private final Set<ProxiedConnection> connections = ConcurrentHashMap.newKeySet();
  private final Map<ConnectionFault, LongAdder> counts = new EnumMap<>(ConnectionFault.class);
  private ConnectionFault fault = ConnectionFault.NONE;
  private boolean closed;

  private BrokerProxy(ServerSocket listener, InetSocketAddress broker) {
    this.listener = listener;
    this.broker = broker;
    for (ConnectionFault each : ConnectionFault.values()) {
      counts.put(each, new LongAdder());
    }
  }

  /** Starts the proxy of this listener of a broker, which need not run yet. */
  public static BrokerProxy start(ProxiedListener listener) {
    try {
      InetAddress loopback = InetAddress.getByName(Ports.LOOPBACK);
      ServerSocket socket = new ServerSocket();
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(loopback, listener.proxyPort()));
      BrokerProxy proxy = new BrokerProxy(socket, new InetSocketAddress(loopback, listener.port()));
      startThread("broker-proxy", proxy::accept);
      return proxy;
    } catch (IOException failed) {
      throw new IllegalStateException(
          "the proxy of a broker can't listen on port " + listener.proxyPort(), failed);
    }
  }

  /** Starts a fault, which ends the one before; {@link ConnectionFault#NONE} heals. */
  public synchronized void fault(ConnectionFault next) {
    fault = next;
    connections.forEach(this::apply);
    notifyAll();
  }

  /**
   * Returns the number of connections by the faults that affected them; {@link
   * ConnectionFault#NONE} has all of them.
   */
  public Map<ConnectionFault, Long> counts() {
    Map<ConnectionFault, Long> sums = new EnumMap<>(ConnectionFault.class);
    counts.forEach((each, count) -> sums.put(each, count.sum()));
    return sums;
  }

  private void accept() {
    try {
      while (true) {
        add(listener.accept());
      }
    } catch (IOException over) {
      LOG.debug("No more connections are accepted", over);
    }
  }

  private void add(Socket client) {
    ProxiedConnection connection = new ProxiedConnection(this, client);
    connections.add(connection);
    counts.get(ConnectionFault.NONE).increment();
    synchronized (this) {
      apply(connection);
    }
    startThread("broker-proxy-requests", () -> connection.run(broker));
  }

  /** The other faults apply when something is to be forwarded. Who notices finds it counted. */
  private void apply(ProxiedConnection connection) {
    if (fault == ConnectionFault.RESET) {
      counts.get(fault).increment();
      connection.reset();
    } else if (fault == ConnectionFault.HALF_OPEN) {
      counts.get(fault).increment();
      connection.abandon();
    }
  }

  /** Waits while this fault is active, and counts the connection for it. */
  synchronized void awaitEnd(ConnectionFault held) throws InterruptedIOException {
    if (fault == held) {
      counts.get(held).increment();
    }
    try {
      while (fault == held && !closed) {
        wait();
      }
    } catch (InterruptedException interrupted) {
      throw new InterruptedIOException("the proxy is closed");
    }
  }

  /** The connection is over. */
  void remove(ProxiedConnection connection) {
    connections.remove(connection);
  }

  static void startThread(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
  }

  /** Stops to listen and resets all connections. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    try {
      listener.close();
    } catch (IOException failed) {
      LOG.debug("The listener can't be closed", failed);
    }
    connections.forEach(ProxiedConnection::reset);
  }
}
