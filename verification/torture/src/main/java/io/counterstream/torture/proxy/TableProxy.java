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
 * An HTTP proxy in front of the table, with a door for each processor, that does what networks and
 * services do: refuses, waits, loses and cuts. Thread-safe.
 *
 * <p>A fault may be of one door or of all; that of the door goes first.
 */
public final class TableProxy implements AutoCloseable {
  private final Server server;
  private final List<ServerConnector> doors = new ArrayList<>();
  private final FaultyForward forward;

  private TableProxy(Server server, FaultyForward forward) {
    this.server = server;
    this.forward = forward;
  }

  /** Starts a proxy with some doors, on the loopback address. */
  public static TableProxy start(URI table, int doors) {
    QueuedThreadPool threads = new QueuedThreadPool(32);
    threads.setName("table-proxy");
    threads.setDaemon(true);
    Server server = new Server(threads);
    FaultyForward forward = new FaultyForward(table);
    server.setHandler(forward);
    TableProxy proxy = new TableProxy(server, forward);
    for (int port : Ports.lasting(doors)) {
      ServerConnector connector = new ServerConnector(server, 1, 1);
      connector.setHost(Ports.LOOPBACK);
      connector.setPort(port);
      server.addConnector(connector);
      proxy.doors.add(connector);
    }
    try {
      server.start();
      return proxy;
    } catch (Exception failed) {
      proxy.close();
      throw new IllegalStateException("the proxy in front of the table doesn't start", failed);
    }
  }

  /** The door of this number, from 1: the table's endpoint for one processor. */
  public URI endpoint(int door) {
    return URI.create("http://" + Ports.LOOPBACK + ":" + doors.get(door - 1).getPort());
  }

  /** From now on this befalls the requests that come through all doors. */
  public void all(TableFault fault) {
    forward.all(fault);
  }

  /** From now on this befalls the requests that come through one door, from 1. */
  public void door(int door, TableFault fault) {
    forward.door(doors.get(door - 1), fault);
  }

  /** Refuses connections, and cuts those that are open. */
  public void shut() {
    doors.forEach(door -> change(door, false));
  }

  /** Accepts connections again. */
  public void open() {
    doors.forEach(door -> change(door, true));
  }

  /** How many puts have come through this door, from 1, whatever became of them. */
  public long puts(int door) {
    return forward.puts(doors.get(door - 1));
  }

  /** How many requests were treated in which way. */
  public Map<FaultType, Long> treated() {
    Map<FaultType, Long> counts = new EnumMap<>(FaultType.class);
    forward.treated().forEach((treatment, count) -> counts.put(treatment, count.sum()));
    return counts;
  }

  private static void change(ServerConnector door, boolean open) {
    try {
      if (open) {
        door.start();
      } else {
        door.stop();
      }
    } catch (Exception failed) {
      throw new IllegalStateException("a door of the proxy doesn't change", failed);
    }
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception failed) {
      throw new IllegalStateException("the proxy doesn't stop", failed);
    } finally {
      forward.close();
    }
  }

  /** Counters for every treatment. */
  static Map<FaultType, LongAdder> counters() {
    Map<FaultType, LongAdder> counters = new EnumMap<>(FaultType.class);
    for (FaultType treatment : FaultType.values()) {
      counters.put(treatment, new LongAdder());
    }
    return counters;
  }
}
