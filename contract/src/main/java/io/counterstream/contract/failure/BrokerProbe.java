package io.counterstream.contract.failure;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A look at what listens at the brokers' addresses, before a client of Kafka connects. The client
 * takes the first four bytes of any response for a length, allocates that much, and runs out of
 * memory at a port of TLS or HTTP.
 *
 * @param connected whether an address accepted a connection
 * @param refusal why the last address that did not accept one did not; empty if all did
 * @param foreign the servers that do not speak Kafka's protocol as it was tried, each with the
 *     reason, as a sentence without a full stop
 */
public record BrokerProbe(boolean connected, String refusal, List<Foreign> foreign) {
  // As Kafka reads it: an optional protocol, a host that may be a bracketed IPv6 address, a port.
  private static final Pattern ADDRESS =
      Pattern.compile("(?:\\w+://)?\\[?([0-9a-zA-Z\\-%._:]*)]?:([0-9]{1,5})");
  private static final int PORT_MAX = 65_535;

  /** Far more than any response to the request that is sent. */
  private static final int RESPONSE_BYTES_MAX = 1 << 20;

  /** For the other addresses when one is connected: one of a machine that is off delays nothing. */
  private static final int FURTHER_MILLIS_MAX = 200;

  /** Other servers refuse the request at once; a broker that is busy is no finding. */
  private static final int RESPONSE_MILLIS_MAX = 1000;

  private static final short API_VERSIONS = 18;
  private static final int CORRELATION_ID = 0x636e7472;
  private static final int HTTP = 0x48545450;

  /** Copies the list. */
  public BrokerProbe {
    foreign = List.copyOf(foreign);
  }

  /**
   * A server that is not a Kafka broker, or not one of the transport that was tried.
   *
   * @param reason which address, and what it is
   * @param isTls whether it speaks TLS
   */
  public record Foreign(String reason, boolean isTls) {}

  /**
   * Looks at all addresses, one after the other. Those that are left share the time that is left,
   * so that an address that does not respond takes it from no other.
   *
   * @param servers the addresses as host:port, separated by commas; one that is malformed counts as
   *     one that refuses
   * @param securityProtocol Kafka's setting {@code security.protocol}; null is its default. With
   *     TLS nothing is sent: there, Kafka's clients find out by themselves
   * @param timeout the limit of the whole look
   */
  public static BrokerProbe look(String servers, String securityProtocol, Duration timeout) {
    // Kafka reads the name in any case.
    boolean sends =
        securityProtocol == null || !securityProtocol.toUpperCase(Locale.ROOT).endsWith("SSL");
    long endNanos = System.nanoTime() + timeout.toNanos();
    boolean connected = false;
    String refusal = "";
    List<Foreign> foreign = new ArrayList<>();
    String[] addresses = servers.split(",");
    for (int i = 0; i < addresses.length; i++) {
      String address = addresses[i].strip();
      int share = restMillis(endNanos) / (addresses.length - i);
      int limit = connected ? Math.min(share, FURTHER_MILLIS_MAX) : share;
      try (Socket socket = connect(address, Math.max(1, limit))) {
        connected = true;
        if (sends) {
          foreign(address, socket, endNanos).ifPresent(foreign::add);
        }
      } catch (IOException refused) {
        refusal = address + ": " + Causes.explain(refused);
      }
    }
    return new BrokerProbe(connected, refusal, foreign);
  }

  /** Whether Kafka reads a text as an address, {@code host:port}. */
  public static boolean isAddress(String server) {
    Matcher matcher = ADDRESS.matcher(server);
    return matcher.matches() && Integer.parseInt(matcher.group(2)) <= PORT_MAX;
  }

  private static Socket connect(String server, int limitMillis) throws IOException {
    Matcher matcher = ADDRESS.matcher(server);
    if (!isAddress(server) || !matcher.matches()) {
      throw new IOException("not an address, expected host:port");
    }
    InetSocketAddress address =
        new InetSocketAddress(matcher.group(1), Integer.parseInt(matcher.group(2)));
    if (address.isUnresolved()) {
      throw new IOException("unknown host " + matcher.group(1));
    }
    Socket socket = new Socket();
    try {
      socket.connect(address, limitMillis);
      return socket;
    } catch (IOException refused) {
      socket.close();
      throw refused;
    }
  }

  /** Sends the request that each client of Kafka sends first. No response at all is no finding. */
  private static Optional<Foreign> foreign(String server, Socket socket, long endNanos) {
    try {
      socket.setSoTimeout(Math.min(RESPONSE_MILLIS_MAX, restMillis(endNanos)));
      DataOutputStream out = new DataOutputStream(socket.getOutputStream());
      out.writeInt(10);
      out.writeShort(API_VERSIONS);
      out.writeShort(0);
      out.writeInt(CORRELATION_ID);
      out.writeShort(-1);
      out.flush();
      DataInputStream in = new DataInputStream(socket.getInputStream());
      int length = in.readInt();
      if (isTls(length)) {
        return Optional.of(new Foreign(server + " speaks TLS", true));
      }
      if (length == HTTP) {
        return Optional.of(new Foreign(server + " is an HTTP server", false));
      }
      return length > 0 && length <= RESPONSE_BYTES_MAX && in.readInt() == CORRELATION_ID
          ? Optional.empty()
          : Optional.of(new Foreign(
              server + " does not speak Kafka's protocol; its response begins with "
                  + printable(length),
              false));
    } catch (IOException silent) {
      return Optional.empty();
    }
  }

  /** A record of TLS begins with its type, an alert or a handshake, and a version 3.x. */
  private static boolean isTls(int firstBytes) {
    int type = firstBytes >>> 24;
    return (type == 0x15 || type == 0x16) && (firstBytes >>> 16 & 0xff) == 3;
  }

  private static String printable(int bytes) {
    byte[] each = {(byte) (bytes >>> 24), (byte) (bytes >>> 16), (byte) (bytes >>> 8), (byte) bytes
    };
    String text = new String(each, StandardCharsets.ISO_8859_1);
    return text.chars().allMatch(c -> c > ' ' && c < 0x7f)
        ? "'" + text + "'"
        : String.format("0x%08x", bytes);
  }

  private static int restMillis(long endNanos) {
    return (int) Math.max(1, TimeUnit.NANOSECONDS.toMillis(endNanos - System.nanoTime()));
  }
}
