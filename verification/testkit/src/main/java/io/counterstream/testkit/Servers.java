package io.counterstream.testkit;

import java.net.URI;

/**
 * A Kafka broker and a DynamoDB table service for integration tests.
 *
 * <p>The system property {@code backend} selects them: {@code sandbox} (in this JVM), {@code
 * containers} (Testcontainers), or {@code auto} (the default: containers if Docker answers and has
 * or gets the images, otherwise the sandbox). Both have the same settings, so no test depends on
 * the choice.
 */
public interface Servers extends AutoCloseable {

  /** Returns the value of the Kafka setting of that name. */
  String bootstrapServers();

  /** Returns the endpoint for AWS clients; it accepts any credentials and any region. */
  URI tableEndpoint();

  @Override
  void close();

  /** Returns servers that run elsewhere; closing them does nothing. */
  static Servers at(String bootstrapServers, URI tableEndpoint) {
    return new KnownServers(bootstrapServers, tableEndpoint);
  }

  /** Starts servers for one test, which closes them. */
  static Servers start() {
    return Backend.chosen().start();
  }

  /** Returns the servers of this JVM, which the first call starts and the end of the JVM closes. */
  static Servers shared() {
    return SharedServers.instance();
  }
}
