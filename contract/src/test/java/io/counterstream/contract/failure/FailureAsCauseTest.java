package io.counterstream.contract.failure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.counterstream.contract.failure.Explanation.Kind;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Programs print the stack traces of exceptions with their causes: those have no secrets. */
class FailureAsCauseTest {
  private static final KafkaFailures FAILURES =
      new KafkaFailures("b:9092", Duration.ofSeconds(8), UnaryOperator.identity());

  @ParameterizedTest(name = "{0}")
  @MethodSource("io.counterstream.contract.failure.KafkaFailuresTest#loginSettings")
  void aCauseHasNoSecretsAndIsExplainedAlike(
      String because, String jaas, String reason, Kind kind) {
    KafkaException failure = catchThrowableOfType(
        KafkaException.class,
        () -> Admin.create(Map.of(
                "bootstrap.servers", "127.0.0.1:1",
                "security.protocol", "SASL_PLAINTEXT",
                "sasl.mechanism", "SCRAM-SHA-256",
                "sasl.jaas.config", jaas))
            .close(Duration.ZERO));
    KafkaException cause = KafkaFailures.asCause(failure);
    StringWriter trace = new StringWriter();
    cause.printStackTrace(new PrintWriter(trace));
    assertThat(trace.toString()).contains("Caused by", "AdminClient").doesNotContain("c4nary");
    assertThat(FAILURES.explain(cause)).isEqualTo(FAILURES.explain(failure));
    assertThat(FAILURES.explain(cause).kind()).isEqualTo(kind);
  }

  @Test
  void oneWithoutSecretsStaysAsItIs() {
    KafkaException failure = new TopicAuthorizationException(Set.of("t"));
    assertThat(KafkaFailures.asCause(failure)).isSameAs(failure);
  }
}
