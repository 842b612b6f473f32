package io.counterstream.testkit;

import io.counterstream.sandbox.Sandbox;
import io.counterstream.sandbox.SandboxConfig;
import java.net.URI;

/** Servers in this JVM, on free ports, without persistent data. */
final class SandboxServers implements Servers {
  private final Sandbox sandbox = Sandbox.start(SandboxConfig.defaults());

  @Override
  public String bootstrapServers() {
    return sandbox.bootstrapServers();
  }

  @Override
  public URI tableEndpoint() {
    return sandbox.tableEndpoint();
  }

  @Override
  public void close() {
    sandbox.close();
  }
}
