package io.counterstream.processor.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.junit.jupiter.api.Test;

/** Only what the brokers say is a right that is missing. */
class KafkaRightsTest {
  private static final Set<AclOperation> NEEDED = Set.of(AclOperation.READ, AclOperation.DESCRIBE);

  @Test
  void whatIsGrantedIsKnown() {
    assertThat(KafkaRights.granted(CompletableFuture.completedFuture(NEEDED))).contains(NEEDED);
  }

  @Test
  void aPrincipalThatMayNotDescribeMayDoNothing() {
    assertThat(KafkaRights.granted(failed(new TopicAuthorizationException("refused"))))
        .contains(Set.of());
  }

  @Test
  void brokersThatDoNotSayRefuseNothing() {
    assertThat(KafkaRights.granted(CompletableFuture.completedFuture(null))).isEmpty();
    assertThat(KafkaRights.granted(CompletableFuture.completedFuture(Set.of()))).isEmpty();
    assertThat(KafkaRights.granted(failed(new UnsupportedVersionException("old"))))
        .isEmpty();
  }

  @Test
  void aRightThatIsMissingIsNamed() {
    assertThat(KafkaRights.missing("topic", "t", NEEDED, Set.of(AclOperation.DESCRIBE)))
        .contains("the principal of this processor must be allowed [READ] on topic t, found"
            + " [DESCRIBE]");
    assertThat(KafkaRights.missing("topic", "t", NEEDED, NEEDED)).isEmpty();
    assertThat(KafkaRights.missing("topic", "t", NEEDED, Set.of(AclOperation.ALL)))
        .isEmpty();
  }

  private static Future<Set<AclOperation>> failed(RuntimeException cause) {
    return CompletableFuture.failedFuture(cause);
  }
}
