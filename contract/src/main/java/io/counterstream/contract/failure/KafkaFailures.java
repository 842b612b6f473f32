package io.counterstream.contract.failure;

import io.counterstream.contract.failure.Explanation.Kind;
import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.DisconnectException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.IllegalSaslStateException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.errors.UnsupportedSaslMechanismException;

/**
 * Explains failures of Kafka's clients by their deepest cause: the outer exceptions, such as
 * "Failed to create new NetworkClient", say nothing. A refusal is never explained as a time-out.
 *
 * @param servers the brokers' addresses, as the user gave them
 * @param timeout how long the client waits for an answer
 * @param setting how this program names a setting of Kafka's clients, for the cure
 */
public record KafkaFailures(String servers, Duration timeout, UnaryOperator<String> setting) {
  private static final String PROTOCOL = "security.protocol";
  private static final String UNRESOLVED = "No resolvable bootstrap urls";

  /** Explains any failure. */
  public Explanation explain(Throwable failure) {
    return recognize(failure)
        .orElseGet(() -> new Explanation(
            Kind.OTHER, "Kafka at " + servers + " failed: " + Causes.explain(failure), ""));
  }

  /** Explains a failure whose cause is known; empty for all others. */
  public Optional<Explanation> recognize(Throwable failure) {
    return Causes.find(ExplainedFailure.class, failure)
        .map(ExplainedFailure::explanation)
        .or(() -> new ClientSettingFailures(setting).recognize(failure))
        .or(() -> tls(failure))
        .or(() -> credentials(failure))
        .or(() -> Causes.find(AuthorizationException.class, failure).map(this::rights))
        .or(() -> unresolved(failure))
        .or(() -> wrongSetting(failure))
        .or(() -> silence(failure));
  }

  /**
   * Returns the failure as it may be the cause of another, whose stack trace is printed: if Kafka
   * quotes a part of a password, a copy that does not.
   */
  public static KafkaException asCause(KafkaException failure) {
    return ClientSettingFailures.asCause(failure);
  }

  /** Explains that a server at one of the addresses is none of Kafka's, if there is one. */
  public Optional<Explanation> foreign(BrokerProbe probe) {
    return probe.foreign().stream()
        .findFirst()
        .map(server -> server.isTls()
            ? new Explanation(
                Kind.SETTINGS,
                server.reason() + ", but " + setting.apply(PROTOCOL)
                    + " names a protocol without it",
                "Set it to SSL or SASL_SSL, or name the port of a listener without TLS")
            : new Explanation(
                Kind.SETTINGS,
                server.reason(),
                "Is it a Kafka broker? Name the host and port of one with "
                    + setting.apply("bootstrap.servers")));
  }

  private Optional<Explanation> tls(Throwable failure) {
    return TlsFailure.of(failure)
        .map(tls -> new Explanation(
            tls.fault() == TlsFailure.Fault.NO_TLS ? Kind.SETTINGS : Kind.CREDENTIALS,
            servers + " " + tls.reason(),
            switch (tls.fault()) {
              case NO_TLS ->
                "Is it a Kafka broker? Set " + setting.apply(PROTOCOL)
                    + " to PLAINTEXT or SASL_PLAINTEXT, or name the port of a listener with TLS";
              case SERVER_NOT_TRUSTED ->
                "Set " + setting.apply("ssl.truststore.location")
                    + " to a file with the authority that signed it";
              case OTHER_HOST ->
                "Name the brokers as in their certificates, also in their"
                    + " advertised.listeners";
              case CLIENT_NOT_TRUSTED ->
                "Set " + setting.apply("ssl.keystore.location")
                    + " to a key that the brokers trust";
              case OTHER -> "Compare the versions and cipher suites of both sides";
            }));
  }

  private Optional<Explanation> credentials(Throwable failure) {
    return Causes.find(AuthenticationException.class, failure).map(refused -> {
      String reason = Causes.explain(refused);
      if (refused instanceof UnsupportedSaslMechanismException) {
        return new Explanation(
            Kind.CREDENTIALS,
            servers + " does not know this way to log in: " + reason,
            "Set " + setting.apply("sasl.mechanism") + " to one that they offer");
      }
      return refused instanceof IllegalSaslStateException
          ? new Explanation(
              Kind.CREDENTIALS,
              servers + " does not expect a login: " + reason,
              "Set " + setting.apply(PROTOCOL) + " to that of the listener, or name another port")
          : new Explanation(
              Kind.CREDENTIALS,
              servers + " refuses the credentials: " + reason,
              "Check " + setting.apply("sasl.jaas.config") + " and "
                  + setting.apply("sasl.mechanism"));
    });
  }

  private Explanation rights(AuthorizationException refused) {
    String what = servers + " does not allow this: " + refused.getMessage();
    if (refused instanceof TopicAuthorizationException topic) {
      return new Explanation(
          Kind.RIGHTS,
          named(what, topic.unauthorizedTopics().toString()),
          "To send, the principal needs WRITE and DESCRIBE on the topic, to read READ and DESCRIBE,"
              + " to see its configuration DESCRIBE_CONFIGS");
    }
    if (refused instanceof GroupAuthorizationException group) {
      return new Explanation(
          Kind.RIGHTS,
          named(what, String.valueOf(group.groupId())),
          "The principal needs READ on the group");
    }
    if (refused instanceof TransactionalIdAuthorizationException) {
      return new Explanation(
          Kind.RIGHTS, what, "The principal needs WRITE and DESCRIBE on the transactional id");
    }
    return new Explanation(
        Kind.RIGHTS,
        what,
        refused instanceof ClusterAuthorizationException
            ? "The principal needs a right on the cluster: CREATE to create topics"
            : "The principal needs a right that it has not");
  }

  /** Appends names that the message lacks. */
  private static String named(String message, String names) {
    return message.contains(names) || names.equals("[]") || names.equals("null")
        ? message
        : message + " " + names;
  }

  private Optional<Explanation> unresolved(Throwable failure) {
    return Causes.find(ConfigException.class, failure)
        .filter(wrong -> wrong.getMessage().startsWith(UNRESOLVED))
        .map(wrong -> new Explanation(
            Kind.UNREACHABLE,
            "unknown host in " + servers,
            "Name the host and port of a broker with " + setting.apply("bootstrap.servers")));
  }

  private Optional<Explanation> wrongSetting(Throwable failure) {
    return Causes.find(ConfigException.class, failure)
        .map(wrong ->
            new Explanation(Kind.SETTINGS, "a Kafka setting is wrong: " + wrong.getMessage(), ""));
  }

  private Optional<Explanation> silence(Throwable failure) {
    return Causes.find(TimeoutException.class, failure)
        .<Throwable>map(late -> late)
        .or(() -> Causes.find(DisconnectException.class, failure))
        .map(late -> new Explanation(
            Kind.UNREACHABLE,
            "no answer from " + servers + " within " + text(timeout) + " ("
                + Causes.explain(failure) + ")",
            "Is it a running Kafka broker, can the addresses that it advertises be reached from"
                + " here, and does " + setting.apply(PROTOCOL)
                + " name the security that it asks for?"));
  }

  private static String text(Duration duration) {
    long millis = duration.toMillis();
    return millis % 1000 == 0 ? millis / 1000 + "s" : millis + "ms";
  }
}
