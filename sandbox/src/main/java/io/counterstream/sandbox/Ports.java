package io.counterstream.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** The ports of the loopback address, the only one on which the sandbox listens. */
public final class Ports {
  /** The address. */
  public static final String LOOPBACK = "127.0.0.1";

  private static final int LASTING_FIRST = 20_000;
  private static final int LASTING_LAST = 32_000;

  private Ports() {}

  /** Different free ports; another process may take them before they are bound. */
  static List<Integer> free(int count) {
    List<ServerSocket> bound = new ArrayList<>();
    try {
      for (int i = 0; i < count; i++) {
        bound.add(bind(0));
      }
      return bound.stream().map(ServerSocket::getLocalPort).toList();
    } catch (IOException e) {
      throw new UncheckedIOException("No free port on " + LOOPBACK, e);
    } finally {
      bound.forEach(Ports::close);
    }
  }

  private static void close(ServerSocket bound) {
    try {
      bound.close();
    } catch (IOException e) {
      throw new UncheckedIOException("Can't release " + bound, e);
    }
  }

  /**
   * Different free ports for servers that are stopped and started again.
   *
   * <p>They are below the ports of outgoing connections (from 32768 on Linux, from 49152
   * elsewhere). Otherwise a client could take the port of a server that is down.
   */
  public static List<Integer> lasting(int count) {
    List<Integer> found = new ArrayList<>();
    int port = ThreadLocalRandom.current().nextInt(LASTING_FIRST, LASTING_LAST);
    for (int tried = 0; found.size() < count; tried++, port++) {
      if (tried > LASTING_LAST - LASTING_FIRST) {
        throw new SandboxException("No " + count + " free ports on " + LOOPBACK + " from "
            + LASTING_FIRST + " to " + LASTING_LAST + ": stop what listens there");
      }
      if (port > LASTING_LAST) {
        port = LASTING_FIRST;
      }
      try (ServerSocket probe = bind(port)) {
        found.add(probe.getLocalPort());
      } catch (IOException taken) {
        continue;
      }
    }
    return found;
  }

  /**
   * Checks that a server can listen on this port.
   *
   * @throws SandboxException if another process uses it: free the port, or choose another one
   */
  static void requireFree(String server, int port) {
    try (ServerSocket probe = bind(port)) {
      probe.getLocalPort();
    } catch (IOException e) {
      throw taken(server, port, e);
    }
  }

  static SandboxException taken(String server, int port, Exception cause) {
    return new SandboxException(
        "%s can't listen on %s:%d (%s): stop what listens there, or choose another port"
            .formatted(server, LOOPBACK, port, reason(cause)),
        cause);
  }

  private static String reason(Exception cause) {
    String message = cause.getMessage();
    return message == null ? cause.getClass().getSimpleName() : message;
  }

  private static ServerSocket bind(int port) throws IOException {
    ServerSocket socket = new ServerSocket();
    try {
      // As the servers do: a port whose last connections are still in TIME_WAIT is free.
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getByName(LOOPBACK), port));
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }
}
