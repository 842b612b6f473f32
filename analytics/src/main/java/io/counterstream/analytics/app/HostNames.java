package io.counterstream.analytics.app;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The names under which a browser may reach an instance. */
final class HostNames {
  private static final List<String> LOOPBACK = List.of("localhost", "127.0.0.1", "[::1]");

  private HostNames() {}

  /**
   * The names that the Host header may have. An instance that listens on another address than the
   * loopback has a proxy before it or a name of its own, so any name may lead to it.
   */
  static List<String> of(String host, String advertised) {
    if (!LOOPBACK.contains(host) && !host.equals("::1")) {
      return List.of();
    }
    String own = advertised.replaceFirst(":[0-9]*$", "").toLowerCase(Locale.ROOT);
    return Stream.concat(LOOPBACK.stream(), Stream.of(own)).distinct().toList();
  }
}
