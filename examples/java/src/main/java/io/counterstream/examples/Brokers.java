package io.counterstream.examples;

/** Where the examples find Kafka. */
final class Brokers {
  private Brokers() {}

  static String address() {
    return System.getenv().getOrDefault("COUNTERSTREAM_BOOTSTRAP_SERVERS", "127.0.0.1:9092");
  }
}
