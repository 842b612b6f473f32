package io.counterstream.analytics.api;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What protects a viewer's browser: strict headers, and the names under which this instance may be
 * reached, so that no other site's name can be made to lead to the loopback address.
 *
 * @param hosts the names that the Host header may have, without a port, in lower case; none: any
 */
record RequestGuard(List<String> hosts) {
  private static final Map<String, String> HEADERS = Map.of(
      "Content-Security-Policy",
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " connect-src 'self'; font-src 'self'; base-uri 'none'; form-action 'self';"
          + " frame-ancestors 'none'",
      "X-Content-Type-Options",
      "nosniff",
      "Referrer-Policy",
      "no-referrer",
      "Cross-Origin-Opener-Policy",
      "same-origin",
      "Cross-Origin-Resource-Policy",
      "same-origin",
      "Cache-Control",
      "no-store");

  /** The headers of every response. */
  Map<String, String> headers() {
    return HEADERS;
  }

  /** Whether a Host header may be served. */
  boolean allows(String host) {
    if (hosts.isEmpty()) {
      return true;
    }
    if (host == null) {
      return false;
    }
    String name = host.toLowerCase(Locale.ROOT).replaceFirst(":[0-9]*$", "");
    return hosts.contains(name);
  }

  /** What a request to another name is told. */
  String refusal() {
    return "expected a Host header with one of " + hosts + "; http.advertised adds a name";
  }
}
