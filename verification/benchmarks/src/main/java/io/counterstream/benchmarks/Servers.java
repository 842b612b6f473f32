package io.counterstream.benchmarks;

import io.counterstream.sandbox.Sandbox;
import io.counterstream.sandbox.SandboxConfig;
import java.net.URI;
import java.util.Optional;

/**
 * Kafka and DynamoDB: embedded ones in this JVM, or given ones.
 *
 * @param bootstrapServers of Kafka
 * @param tableEndpoint of DynamoDB; empty for the region's own
 * @param own to be stopped at the end
 */
record Servers(String bootstrapServers, Optional<URI> tableEndpoint, Optional<Sandbox> own)
    implements AutoCloseable {
  static Servers embedded(int partitions) {
    Sandbox sandbox = Sandbox.start(SandboxConfig.defaults().withPartitions(partitions));
    return new Servers(
        sandbox.bootstrapServers(), Optional.of(sandbox.tableEndpoint()), Optional.of(sandbox));
  }

  static Servers given(String bootstrapServers, Optional<URI> tableEndpoint) {
    return new Servers(bootstrapServers, tableEndpoint, Optional.empty());
  }

  @Override
  public void close() {
    own.ifPresent(Sandbox::close);
  }
}
