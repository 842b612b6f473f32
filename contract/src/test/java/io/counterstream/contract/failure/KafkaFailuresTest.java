package io.counterstream.contract.failure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.counterstream.contract.failure.Explanation.Kind;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.IllegalSaslStateException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.errors.UnsupportedSaslMechanismException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A failure of Kafka is explained by its deepest cause, with the cure, and without secrets. */
class KafkaFailuresTest {
  private static final KafkaFailures FAILURES =
      new KafkaFailures("b:9092", Duration.ofSeconds(8), name -> "kafka." + name);
  private static final String SCRAM =
      "org.apache.kafka.common.security.scram.ScramLoginModule required ";
  private static final String CANARY = "c4nary";

  @TempDir
  private Path folder;

  static Stream<Arguments> loginSettings() {
    return Stream.of(
        arguments(
            "no semicolon",
            SCRAM + "username=\"u\" password=\"c4nary\"",
            "semi-colon",
            Kind.SETTINGS),
        arguments(
            "no flag",
            SCRAM.replace("required ", "") + "username=\"u\" password=\"c4nary\";",
            "Invalid login module control flag 'username'",
            Kind.SETTINGS),
        arguments(
            "a password without quotes, with a space",
            SCRAM + "username=\"u\" password=x c4nary;",
            "Value not specified for key that is not shown",
            Kind.SETTINGS),
        arguments(
            "a quote within the password",
            SCRAM + "username=\"u\" password=\"x\"c4nary\";",
            "Value not specified for key that is not shown",
            Kind.SETTINGS),
        arguments(
            "a password that begins with another character",
            SCRAM + "username=\"u\" password=!c4nary;",
            "Value not specified for key 'password'",
            Kind.SETTINGS),
        arguments("nothing", "", "can't be read", Kind.SETTINGS),
        arguments(
            "an unknown class",
            "no.such.Module required password=\"c4nary\";",
            "no.such.Module",
            Kind.SETTINGS));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("loginSettings")
  void loginSettingsAreExplainedWithoutSecrets(
      String because, String jaas, String reason, Kind kind) {
    Explanation explanation = ofClient(Map.of(
        "security.protocol", "SASL_PLAINTEXT",
        "sasl.mechanism", "SCRAM-SHA-256",
        "sasl.jaas.config", jaas));
    assertThat(explanation.kind()).isEqualTo(kind);
    assertThat(explanation.text())
        .contains("kafka.sasl.jaas.config")
        .contains(reason)
        .doesNotContain("Failed to create")
        .doesNotContain(CANARY);
  }

  @Test
  void aWrongPasswordOfATruststoreIsNamedWithTheFile() throws Exception {
    Path file = folder.resolve("trust.p12");
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    try (OutputStream out = Files.newOutputStream(file)) {
      store.store(out, "right".toCharArray());
    }
    assertThat(ofClient(truststore(file, CANARY)))
        .isEqualTo(new Explanation(
            Kind.SETTINGS,
            "failed to load SSL keystore " + file + " of type PKCS12: the password is wrong",
            "Check kafka.ssl.truststore.location, its .password and its .type, and the same of"
                + " ssl.keystore"));
  }

  @Test
  void aMissingTruststoreIsNamed() {
    Path file = folder.resolve("missing.p12");
    assertThat(ofClient(truststore(file, CANARY)).text())
        .startsWith(
            "failed to load SSL keystore " + file + " of type PKCS12: there is no such file")
        .doesNotContain(CANARY);
  }

  @Test
  void aFileThatIsNoTruststoreIsNamed() throws Exception {
    Path file = Files.writeString(folder.resolve("text.p12"), "no store");
    assertThat(ofClient(truststore(file, CANARY)).text())
        .startsWith("failed to load SSL keystore " + file + " of type PKCS12: ")
        .doesNotContain(CANARY);
  }

  private static Map<String, String> truststore(Path file, String password) {
    return Map.of(
        "security.protocol",
        "SSL",
        "ssl.truststore.location",
        file.toString(),
        "ssl.truststore.type",
        "PKCS12",
        "ssl.truststore.password",
        password);
  }

  @Test
  void aWrongSettingAndAnUnknownHostAreNamed() {
    assertThat(ofClient(Map.of("security.protocol", "NONE")))
        .extracting(Explanation::kind)
        .isEqualTo(Kind.SETTINGS);
    assertThat(FAILURES
            .explain(new KafkaException(
                "Failed to construct kafka consumer",
                new ConfigException("No resolvable bootstrap urls given in bootstrap.servers")))
            .text())
        .isEqualTo("unknown host in b:9092. Name the host and port of a broker with"
            + " kafka.bootstrap.servers");
  }

  /** What a client that can't be created failed with, explained. */
  private static Explanation ofClient(Map<String, String> settings) {
    Map<String, Object> all = new HashMap<>(settings);
    all.put("bootstrap.servers", "127.0.0.1:1");
    Throwable failure = catchThrowable(() -> Admin.create(all).close(Duration.ZERO));
    assertThat(failure).isNotNull();
    return FAILURES.explain(failure);
  }

  static Stream<Arguments> refusals() {
    return Stream.of(
        arguments(
            "a server without TLS",
            tls(new SSLException("Unsupported or unrecognized SSL message")),
            Kind.SETTINGS,
            "b:9092 does not speak TLS. Is it a Kafka broker? Set kafka.security.protocol to"),
        arguments(
            "an unknown authority",
            tls(new SSLHandshakeException(
                "PKIX path building failed: unable to find valid certification path to"
                    + " requested target")),
            Kind.CREDENTIALS,
            "Set kafka.ssl.truststore.location to a file with the authority"),
        arguments(
            "another host's certificate",
            tls(new SSLHandshakeException("No subject alternative names present")),
            Kind.CREDENTIALS,
            "has a certificate of another host"),
        arguments(
            "no certificate of the client",
            tls(new SSLHandshakeException("Received fatal alert: bad_certificate")),
            Kind.CREDENTIALS,
            "Set kafka.ssl.keystore.location"),
        arguments(
            "a wrong password",
            new SaslAuthenticationException("Authentication failed: Invalid username or password"),
            Kind.CREDENTIALS,
            "b:9092 refuses the credentials: Authentication failed: Invalid username or password."
                + " Check kafka.sasl.jaas.config and kafka.sasl.mechanism"),
        arguments(
            "another mechanism",
            new UnsupportedSaslMechanismException("'PLAIN' not enabled in the server"),
            Kind.CREDENTIALS,
            "Set kafka.sasl.mechanism to one that they offer"),
        arguments("the cluster", new ClusterAuthorizationException("no"), Kind.RIGHTS, "CREATE"));
  }

  static Stream<Arguments> others() {
    return Stream.of(
        arguments(
            "no SASL",
            new IllegalSaslStateException("Unexpected handshake request"),
            Kind.CREDENTIALS,
            "b:9092 does not expect a login"),
        arguments(
            "a topic",
            new TopicAuthorizationException("Topic authorization failed.", Set.of("orders")),
            Kind.RIGHTS,
            "b:9092 does not allow this: Topic authorization failed. [orders]. To send"),
        arguments(
            "a group",
            GroupAuthorizationException.forGroupId("g"),
            Kind.RIGHTS,
            "The principal needs READ on the group"),
        arguments(
            "transactions",
            new TransactionalIdAuthorizationException("Transactional Id authorization failed."),
            Kind.RIGHTS,
            "WRITE and DESCRIBE on the transactional id"),
        arguments(
            "anything else",
            new KafkaException("outer", new IllegalStateException("why")),
            Kind.OTHER,
            "Kafka at b:9092 failed: IllegalStateException: why"));
  }

  static Stream<Arguments> silences() {
    return Stream.of(
        arguments(
            "a refusal behind a time-out",
            new TimeoutException("late", new SaslAuthenticationException("Invalid password")),
            Kind.CREDENTIALS,
            "refuses the credentials: Invalid password"),
        arguments(
            "silence",
            new KafkaException("outer", new TimeoutException("Timed out waiting for a node")),
            Kind.UNREACHABLE,
            "no answer from b:9092 within 8s (Timed out waiting for a node). Is it a running Kafka"
                + " broker"),
        arguments(
            "a library that is missing",
            new KafkaException("x", new NoClassDefFoundError("org/jose4j/jwt/JwtClaims")),
            Kind.SETTINGS,
            "class org.jose4j.jwt.JwtClaims is not on the class path"));
  }

  private static Throwable tls(SSLException failed) {
    return new KafkaException(
        "outer", new SslAuthenticationException("SSL handshake failed", failed));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"refusals", "others", "silences"})
  void theDeepestCauseIsExplained(String because, Throwable failure, Kind kind, String text) {
    Explanation explanation = FAILURES.explain(failure);
    assertThat(explanation.kind()).isEqualTo(kind);
    assertThat(explanation.text()).contains(text).doesNotEndWith(".");
  }

  @Test
  void aForeignServerIsExplained() {
    assertThat(FAILURES.foreign(probe(new BrokerProbe.Foreign("b:9092 speaks TLS", true))))
        .hasValue(new Explanation(
            Kind.SETTINGS,
            "b:9092 speaks TLS, but kafka.security.protocol names a protocol without it",
            "Set it to SSL or SASL_SSL, or name the port of a listener without TLS"));
    assertThat(FAILURES.foreign(probe(new BrokerProbe.Foreign("b:80 is an HTTP server", false))))
        .hasValueSatisfying(server -> assertThat(server.text())
            .isEqualTo("b:80 is an HTTP server. Is it a Kafka broker? Name the host and port of one"
                + " with kafka.bootstrap.servers"));
  }

  private static BrokerProbe probe(BrokerProbe.Foreign server) {
    return new BrokerProbe(true, "", List.of(server));
  }
}
