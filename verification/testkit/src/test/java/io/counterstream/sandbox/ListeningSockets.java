package io.counterstream.sandbox;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The addresses on which this process accepts connections, from {@code /proc} of Linux. */
final class ListeningSockets {
  private static final String LISTENING = "0A";

  private ListeningSockets() {}

  static List<InetAddress> ofThisProcess() throws IOException {
    Set<String> own = socketsOfThisProcess();
    List<InetAddress> addresses = new ArrayList<>();
    for (String table : List.of("tcp", "tcp6")) {
      for (String line : Files.readAllLines(Path.of("/proc/self/net", table))) {
        String[] fields = line.strip().split("\\s+");
        if (fields[3].equals(LISTENING) && own.contains("socket:[" + fields[9] + "]")) {
          addresses.add(address(fields[1].split(":")[0]));
        }
      }
    }
    return addresses;
  }

  private static Set<String> socketsOfThisProcess() throws IOException {
    Set<String> targets = new HashSet<>();
    try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
      for (Path descriptor : descriptors.toList()) {
        // The descriptor of this directory listing is closed by now.
        if (Files.isSymbolicLink(descriptor)) {
          targets.add(Files.readSymbolicLink(descriptor).toString());
        }
      }
    }
    return targets;
  }

  /** Linux prints each 32-bit word of an address in the byte order of the machine. */
  private static InetAddress address(String hex) throws UnknownHostException {
    byte[] printed = HexFormat.of().parseHex(hex);
    byte[] address = new byte[printed.length];
    for (int i = 0; i < printed.length; i++) {
      address[i] = printed[(i & ~3) + 3 - (i & 3)];
    }
    return InetAddress.getByAddress(address);
  }
}
