package io.counterstream.cli.kafka;

import io.counterstream.cli.terminal.CliException;
import io.counterstream.contract.failure.Causes;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;

/** Explains failures to reach the brokers, and names the cure. */
public final class Brokers {
  // As Kafka reads it: an optional protocol, a host that may be a bracketed IPv6 address, a port.
  private static final Pattern ADDRESS =
      Pattern.compile("(?:\\w+://)?\\[?([0-9a-zA-Z\\-%._:]*)]?:([0-9]{1,5})");
  private static final Duration CONNECT_TIMEOUT_MAX = Duration.ofSeconds(5);
  private static final int PORT_MAX = 65_535;

  private Brokers() {}

  /**
   * Returns at once if a broker accepts a connection. Kafka's clients would retry until the timeout
   * and not report the reason.
   *
   * @throws CliException if none does, with the reason; start a broker or name another
   */
  public static void requireReachable(KafkaConnection connection) {
    String servers = connection.bootstrapServers();
    long endNanos =
        System.nanoTime() + Math.min(connection.timeout().toNanos(), CONNECT_TIMEOUT_MAX.toNanos());
    String reason = "";
    for (String server : servers.split(",")) {
      Optional<String> refusal = refusal(server.strip(), endNanos);
      if (refusal.isEmpty()) {
        return;
      }
      reason = refusal.get();
    }
    throw CliException.failed(
        "no Kafka broker at " + servers + " (" + reason + "): is it running? Start one with"
            + " './counterstream sandbox', or name another with --bootstrap-server",
        null);
  }

  private static Optional<String> refusal(String server, long endNanos) {
    Matcher matcher = ADDRESS.matcher(server);
    if (!matcher.matches() || Integer.parseInt(matcher.group(2)) > PORT_MAX) {
      throw CliException.usage(
          "a broker must be given as host:port, as in 127.0.0.1:9092, was '" + server + "'", null);
    }
    InetSocketAddress address =
        new InetSocketAddress(matcher.group(1), Integer.parseInt(matcher.group(2)));
    if (address.isUnresolved()) {
      return Optional.of("unknown host " + matcher.group(1));
    }
    try (Socket socket = new Socket()) {
      long restMillis = TimeUnit.NANOSECONDS.toMillis(endNanos - System.nanoTime());
      socket.connect(address, (int) Math.max(1, restMillis));
      return Optional.empty();
    } catch (IOException refused) {
      return Optional.of(refused.getMessage());
    }
  }

  /** Explains a failure of a Kafka client. */
  public static CliException explain(KafkaException failure, KafkaConnection connection) {
    String servers = connection.bootstrapServers();
    Optional<ConfigException> wrong = Causes.find(ConfigException.class, failure);
    if (wrong.isPresent()) {
      return CliException.usage(
          "a Kafka setting is wrong: " + wrong.get().getMessage() + ": see --command-config",
          failure);
    }
    String message = Causes.find(AuthenticationException.class, failure)
        .map(stranger -> servers + " refuses the credentials: " + stranger.getMessage()
            + ": see --command-config")
        .or(() -> Causes.find(AuthorizationException.class, failure)
            .map(forbidden -> servers + " does not allow this: " + forbidden.getMessage()
                + ": WRITE on the command topic and READ on the outcome topics are needed"))
        .or(() -> Causes.find(TimeoutException.class, failure)
            .map(late -> AdvertisedListeners.fault(connection, connection.explanationTimeout())
                .orElseGet(() -> "no answer from " + servers + " within "
                    + text(connection.timeout()) + " (" + late.getMessage()
                    + "): is it a Kafka broker, and does --command-config name the security it asks"
                    + " for?")))
        .or(() -> Causes.find(InterruptException.class, failure)
            .map(interrupted -> "interrupted while waiting for " + servers))
        .orElseGet(() -> "Kafka at " + servers + " failed: " + Causes.explain(failure));
    return CliException.failed(message, failure);
  }

  /** Returns the failure that a topic does not exist. */
  public static CliException missingTopic(String topic, KafkaConnection connection) {
    return CliException.failed(
        "there is no topic " + topic + " at " + connection.bootstrapServers()
            + ": run the processor with '--provision', or see --topic-prefix",
        null);
  }

  /** Returns a duration as on the command line: {@code 30s}, {@code 500ms}. */
  public static String text(Duration duration) {
    long millis = duration.toMillis();
    return millis % 1000 == 0 ? millis / 1000 + "s" : millis + "ms";
  }
}
