package io.counterstream.testkit;

import java.net.URI;

/** The servers that all test classes of one JVM share until it ends. */
final class SharedServers implements Servers {
  private final Servers servers;

  private SharedServers(Servers servers) {
    this.servers = servers;
    Runtime.getRuntime().addShutdownHook(new Thread(servers::close, "close-servers"));
  }

  static Servers instance() {
    return Holder.INSTANCE;
  }

  @Override
  public String bootstrapServers() {
    return servers.bootstrapServers();
  }

  @Override
  public URI tableEndpoint() {
    return servers.tableEndpoint();
  }

  /** Does nothing, because other tests use them. */
  @Override
  public void close() {}

  /** Starts the servers at their first use. */
  private static final class Holder {
    static final Servers INSTANCE = new SharedServers(Servers.start());
  }
}
