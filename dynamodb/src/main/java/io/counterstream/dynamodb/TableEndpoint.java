package io.counterstream.dynamodb;

import io.counterstream.contract.settings.Secrets;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.regex.Pattern;

/** What is accepted as an endpoint of DynamoDB. */
public final class TableEndpoint {
  private static final Pattern FORM =
      Pattern.compile("https?://(\\[[0-9a-fA-F:.]+]|[^/:?#@\\s\\[\\]]+)(:\\d{1,5})?/?");

  /** A part of the names of DynamoDB Accelerator's hosts. */
  private static final String DAX_HOSTS = ".dax-clusters.";

  private TableEndpoint() {}

  /** What is wrong with an endpoint, as the rest of a sentence; empty if it is usable. */
  public static Optional<String> fault(String endpoint) {
    if (!FORM.matcher(endpoint).matches()) {
      return Optional.of(
          "must be http://host:port or https://host, was " + Secrets.masked(endpoint));
    }
    if (endpoint.contains(DAX_HOSTS)) {
      return Optional.of("must be DynamoDB's own, was that of a DAX cache, " + endpoint
          + ": every request is a write or a consistent read, which no cache can answer");
    }
    return hasHost(endpoint)
        ? Optional.empty()
        : Optional.of("must name a host by letters, digits, hyphens and dots, was " + endpoint
            + ": give the host an alias without underscores, or use its IP address");
  }

  /** An underscore, for example, is accepted by name servers, and not by HTTP clients. */
  private static boolean hasHost(String endpoint) {
    try {
      return new URI(endpoint).getHost() != null;
    } catch (URISyntaxException malformed) {
      return false;
    }
  }
}
