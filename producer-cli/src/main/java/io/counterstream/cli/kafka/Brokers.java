package io.counterstream.cli.kafka;

import io.counterstream.cli.terminal.CliException;
import io.counterstream.contract.failure.BrokerProbe;
import io.counterstream.contract.failure.Causes;
import io.counterstream.contract.failure.Explanation;
import io.counterstream.contract.failure.KafkaFailures;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TopicAuthorizationException;

/** Explains failures to reach the brokers, and names the cure. */
public final class Brokers {
  private static final Duration CONNECT_TIMEOUT_MAX = Duration.ofSeconds(5);

  private Brokers() {}

  /**
   * Returns at once if a broker accepts a connection. Kafka's clients would retry until the timeout
   * and not report the reason.
   *
   * @throws CliException if none does, with the reason; start a broker or name another
   */
  public static void requireReachable(KafkaConnection connection) {
    String servers = connection.bootstrapServers();
    for (String server : servers.split(",")) {
      if (!BrokerProbe.isAddress(server.strip())) {
        throw CliException.usage(
            "a broker must be given as host:port, as in 127.0.0.1:9092, was '" + server.strip()
                + "'",
            null);
      }
    }
    BrokerProbe probe = BrokerProbe.look(
        servers,
        connection.properties().get(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG),
        connection.timeout().compareTo(CONNECT_TIMEOUT_MAX) < 0
            ? connection.timeout()
            : CONNECT_TIMEOUT_MAX);
    failures(connection).foreign(probe).ifPresent(foreign -> {
      throw explained(foreign, null);
    });
    if (!probe.connected()) {
      throw CliException.failed(
          "no Kafka broker at " + servers + " (" + probe.refusal() + "): is it running? Start one"
              + " with './counterstream sandbox', or name another with --bootstrap-server",
          null);
    }
  }

  /** Explains a failure of a Kafka client. */
  public static CliException explain(KafkaException thrown, KafkaConnection connection) {
    KafkaException failure = KafkaFailures.asCause(thrown);
    return Causes.find(InterruptException.class, failure)
        .map(interrupted -> CliException.failed(
            "interrupted while waiting for " + connection.bootstrapServers(), failure))
        .or(() -> Causes.find(AuthorizationException.class, failure)
            .map(refused -> CliException.failed(
                connection.bootstrapServers() + " does not allow this: "
                    + missing(refused, connection),
                failure)))
        .orElseGet(() -> explained(failures(connection).explain(failure), failure, connection));
  }

  /** A broker may respond, and name addresses that can't be reached from here. */
  private static CliException explained(
      Explanation explanation, KafkaException failure, KafkaConnection connection) {
    return explanation.kind() == Explanation.Kind.UNREACHABLE
        ? CliException.failed(
            AdvertisedListeners.fault(connection, connection.explanationTimeout())
                .orElseGet(explanation::text),
            failure)
        : explained(explanation, failure);
  }

  private static CliException explained(Explanation explanation, Throwable failure) {
    return explanation.kind() == Explanation.Kind.SETTINGS
        ? CliException.usage(explanation.text(), failure)
        : CliException.failed(explanation.text(), failure);
  }

  private static KafkaFailures failures(KafkaConnection connection) {
    return new KafkaFailures(connection.bootstrapServers(), connection.timeout(), Brokers::option);
  }

  private static String option(String setting) {
    return setting.equals(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG)
        ? "--bootstrap-server"
        : setting + " (in the file of --command-config)";
  }

  /** Names the right: brokers name the resource at most. */
  private static String missing(AuthorizationException refused, KafkaConnection connection) {
    if (refused instanceof TopicAuthorizationException topics
        && !topics.unauthorizedTopics().isEmpty()) {
      return topics.unauthorizedTopics().stream()
          .map(topic -> connection
              .rights()
              .missing(
                  "topic " + topic,
                  Set.of(
                      topic.equals(connection.topics().commands())
                          ? AclOperation.WRITE
                          : AclOperation.READ)))
          .collect(Collectors.joining("; "));
    }
    if (refused instanceof GroupAuthorizationException group && group.groupId() != null) {
      return connection.rights().missing("group " + group.groupId(), Set.of(AclOperation.READ));
    }
    return refused.getMessage();
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
