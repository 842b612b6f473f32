package io.counterstream.dynamodb;

import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Reads an item with each of several sources of credentials, in a process with its own home. */
final class CredentialsMain {
  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  private CredentialsMain() {}

  /**
   * Runs each source.
   *
   * @param arguments {@code SOURCE NAME=VALUE...} of each source, with system properties of the AWS
   *     SDK; the source is also the counter that is read
   */
  public static void main(String[] arguments) {
    Set<String> properties = new HashSet<>();
    String source = arguments[0];
    for (int i = 1; i <= arguments.length; i++) {
      if (i < arguments.length && arguments[i].contains("=")) {
        String[] property = arguments[i].split("=", 2);
        System.setProperty(property[0], property[1]);
        properties.add(property[0]);
      } else {
        read(source);
        properties.forEach(System::clearProperty);
        properties.clear();
        source = i < arguments.length ? arguments[i] : source;
      }
    }
    System.exit(0);
  }

  private static void read(String source) {
    try (DynamoDb table = DynamoDb.open(new DynamoDb.Address(
        "counters", Optional.empty(), Optional.of("eu-central-1"), 1, TIMEOUT))) {
      table.counterTable().read(source).toCompletableFuture().join();
    } catch (RuntimeException failed) {
      System.out.println(source + ": " + failed);
    }
  }
}
