package io.counterstream.torture.proxy;

import io.counterstream.sandbox.Ports;
import java.net.URI;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * An HTTP proxy in front of the table with a listener for each processor. It injects the faults of
 * networks and services: errors, delays, lost responses and closed connections. Thread-safe.
 *
 * <p>A fault can be set for one listener or for all; that of the listener has priority.
 */
public final class TableProxy implements AutoCloseable {
  private final Server server;
  private final List<ServerConnector> listeners = new ArrayList<>();
  private final FaultInjector forward;

  private TableProxy(Server server, FaultInjector forward) {
    this.server = server;
    this.forward = forward;
  }

  /** Starts a proxy with this number of listeners on the loopback address. */
  public static TableProxy start(URI table, int listeners) {
    QueuedThreadPool threads = new QueuedThreadPool(32);
    threads.setName("table-proxy");
    threads.setDaemon(true);
    Server server = new Server(threads);
    FaultInjector forward = new FaultInjector(table);
    server.setHandler(forward);
    TableProxy proxy = new TableProxy(server, forward);
    for (int port : Ports.lasting(listeners)) {
      ServerConnector connector = new ServerConnector(server, 1, 1);
      connector.setHost(Ports.LOOPBACK);
      connector.setPort(port);
      server.addConnector(connector);
      proxy.listeners.add(connector);
    }
    try {
      server.start();
      return proxy;
    } catch (Exception failed) {
      proxy.close();
      throw new IllegalStateException("the table proxy cannot be started", failed);
    }
  }

  /** Returns the table's endpoint for one processor: the listener with this number, from 1. */
  public URI endpoint(int listener) {
    return URI.create(
        "http://" + Ports.LOOPBACK + ":" + listeners.get(listener - 1).getPort());
  }

  /** Sets the fault of all listeners. */
  public void fault(TableFault fault) {
    forward.fault(fault);
  }

  /** Sets the fault of one listener, from 1. */
  public void fault(int listener, TableFault fault) {
    forward.fault(listeners.get(listener - 1), fault);
  }

  /** Refuses connections and closes the open ones. */
  public void shut() {
    listeners.forEach(listener -> change(listener, false));
  }

  /** Accepts connections again. */
  public void open() {
    listeners.forEach(listener -> change(listener, true));
  }

  /** Returns the number of writes that this listener, from 1, has received, also failed ones. */
  public long puts(int listener) {
    return forward.puts(listeners.get(listener - 1));
  }

  /** Returns the number of requests by what was done with them. */
  public Map<FaultType, Long> counts() {
    Map<FaultType, Long> counts = new EnumMap<>(FaultType.class);
    forward.counts().forEach((type, count) -> counts.put(type, count.sum()));
    return counts;
  }

  private static void change(ServerConnector listener, boolean open) {
    try {
      if (open) {
        listener.start();
      } else {
        listener.stop();
      }
    } catch (Exception failed) {
      throw new IllegalStateException(
          "a listener of the table proxy cannot be started or stopped", failed);
    }
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception failed) {
      throw new IllegalStateException("the table proxy cannot be stopped", failed);
    } finally {
      forward.close();
    }
  }

  /** Returns a counter for every fault type. */
  static Map<FaultType, LongAdder> counters() {
    Map<FaultType, LongAdder> counters = new EnumMap<>(FaultType.class);
    for (FaultType type : FaultType.values()) {
      counters.put(type, new LongAdder());
    }
    return counters;
  }
}
