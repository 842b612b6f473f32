package io.counterstream.testkit;

import java.net.URI;

/**
 * Addresses of servers that somebody else runs.
 *
 * @param bootstrapServers of the brokers
 * @param tableEndpoint of the table service
 */
record KnownServers(String bootstrapServers, URI tableEndpoint) implements Servers {
  /** Does nothing: their owner closes them. */
  @Override
  public void close() {}
}
