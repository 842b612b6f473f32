package io.counterstream.processor.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterstream.contract.failure.Explanation;
import io.counterstream.contract.failure.Explanation.Kind;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InconsistentGroupProtocolException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.api.Test;

/** What stops a processor is explained in the words of its settings. */
class ProcessorFailuresTest {
  private final ProcessorFailures failures =
      new ProcessorFailures(ProcessorSettings.of(Map.of()), Duration.ofSeconds(15));

  @Test
  void anotherMemberOfTheGroupIsNamed() {
    assertThat(failures.recognize(new StreamsException(
            "Exception caught", new InconsistentGroupProtocolException("The group member's"))))
        .hasValueSatisfying(found -> {
          assertThat(found.kind()).isEqualTo(Kind.GROUP);
          assertThat(found.text())
              .startsWith("another member of group counterstream (application.id) uses another"
                  + " protocol, so it is no processor. End it, or choose another application.id");
        });
  }

  @Test
  void aRefusalWhileItRunsIsExplained() {
    assertThat(failures.recognize(new StreamsException(
            "task 0_1", new TransactionalIdAuthorizationException("authorization failed"))))
        .map(Explanation::kind)
        .hasValue(Kind.RIGHTS);
  }

  @Test
  void ourOwnMessagesAreKept() {
    assertThat(failures.recognize(new StreamsException(
            new KafkaException("topic t was deleted", new TimeoutException("late")))))
        .isEmpty();
  }

  @Test
  void theHiddenCauseOfAClientThatCanNotBeCreatedIsExplained() {
    assertThat(failures.recognize(new StreamsException(new KafkaException(
            "Failed to construct kafka producer",
            new IllegalArgumentException("JAAS config entry not terminated by semi-colon")))))
        .hasValueSatisfying(found -> assertThat(found.text())
            .startsWith("kafka.sasl.jaas.config can't be read: JAAS config"));
  }
}
