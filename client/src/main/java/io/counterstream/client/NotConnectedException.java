package io.counterstream.client;

/** Kafka can't be used as configured; nothing was sent. The message says what is wrong. */
public final class NotConnectedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String bootstrapServers;

  NotConnectedException(String message, String bootstrapServers, Throwable cause) {
    super(message, cause);
    this.bootstrapServers = bootstrapServers;
  }

  /** The brokers that the client tried to connect to. */
  public String bootstrapServers() {
    return bootstrapServers;
  }
}
