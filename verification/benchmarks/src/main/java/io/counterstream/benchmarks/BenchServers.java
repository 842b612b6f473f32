package io.counterstream.benchmarks;

import io.counterstream.sandbox.Sandbox;
import io.counterstream.sandbox.SandboxConfig;
import java.net.URI;
import java.util.Optional;

/**
 * The servers of a benchmark: embedded in this JVM, or given.
 *
 * @param bootstrapServers the addresses of Kafka
 * @param tableEndpoint the endpoint of DynamoDB; empty for that of the region
 * @param own the embedded servers, which are stopped at the end
 */
record BenchServers(String bootstrapServers, Optional<URI> tableEndpoint, Optional<Sandbox> own)
    implements AutoCloseable {
  static BenchServers embedded(int partitions) {
    Sandbox sandbox = Sandbox.start(SandboxConfig.defaults().withPartitions(partitions));
    return new BenchServers(
        sandbox.bootstrapServers(), Optional.of(sandbox.tableEndpoint()), Optional.of(sandbox));
  }

  static BenchServers given(String bootstrapServers, Optional<URI> tableEndpoint) {
    return new BenchServers(bootstrapServers, tableEndpoint, Optional.empty());
  }

  @Override
  public void close() {
    own.ifPresent(Sandbox::close);
  }
}
