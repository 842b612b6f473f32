package io.counterstream.processor.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.errors.UnknownMemberIdException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.junit.jupiter.api.Test;

/** Only a refusal for lack of a right is a right that is missing. */
class KafkaRightsTest {
  @Test
  void aRefusalForLackOfARight() {
    assertThat(KafkaRights.isRefused(failed(new TopicAuthorizationException("refused"))))
        .isTrue();
  }

  @Test
  void otherRefusalsNeedNoOtherRight() {
    assertThat(KafkaRights.isRefused(CompletableFuture.completedFuture(null))).isFalse();
    assertThat(KafkaRights.isRefused(failed(new GroupIdNotFoundException("none"))))
        .isFalse();
    assertThat(KafkaRights.isRefused(failed(new UnknownMemberIdException("none"))))
        .isFalse();
    assertThat(KafkaRights.isRefused(failed(new UnsupportedVersionException("old"))))
        .isFalse();
  }

  @Test
  void brokersThatDoNotRespondHaveNotPermittedAnything() {
    assertThatThrownBy(() -> KafkaRights.isRefused(failed(new TimeoutException("silent"))))
        .isInstanceOf(TimeoutException.class);
  }

  /** Another coordinator may serve the ids of this processor. */
  @Test
  void aTransactionCoordinatorThatDoesNotRespondKeepsNoProcessorFromStarting() {
    assertThat(KafkaRights.isKnownToBeRefused(failed(new TimeoutException("silent"))))
        .isFalse();
    assertThat(KafkaRights.isKnownToBeRefused(
            failed(new TransactionalIdAuthorizationException("refused"))))
        .isTrue();
  }

  private static Future<Void> failed(RuntimeException cause) {
    return CompletableFuture.failedFuture(cause);
  }
}
