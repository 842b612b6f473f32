package io.counterstream.testkit;

import java.net.URI;

/**
 * Addresses of servers that run elsewhere.
 *
 * @param bootstrapServers of the brokers
 * @param tableEndpoint of the table service
 */
record KnownServers(String bootstrapServers, URI tableEndpoint) implements Servers {
  /** Does nothing. */
  @Override
  public void close() {}
}
