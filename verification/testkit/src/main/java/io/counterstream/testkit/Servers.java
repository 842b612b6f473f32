package io.counterstream.testkit;

import java.net.URI;

/**
 * A Kafka broker and a DynamoDB table service for integration tests.
 *
 * <p>The system property {@code backend} says which: {@code sandbox} (in this JVM), {@code
 * containers} (Testcontainers), or {@code auto} (the default: containers if Docker answers and has
 * or gets the images, otherwise the sandbox). Both have the same settings, so that no test needs to
 * know.
 */
public interface Servers extends AutoCloseable {

  /** For the Kafka setting of that name. */
  String bootstrapServers();

  /** For the endpoint override of an AWS client; any credentials and region will do. */
  URI tableEndpoint();

  @Override
  void close();

  /** Starts servers of the test's own; it closes them. */
  static Servers start() {
    return Backend.chosen().start();
  }

  /** The servers of this test JVM, started by the first call and closed at its end. */
  static Servers shared() {
    return SharedServers.instance();
  }
}
