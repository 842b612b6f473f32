package io.counterstream.contract.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.internals.KafkaFutureImpl;
import org.junit.jupiter.api.Test;

/** Callers see what Kafka failed with, not how its futures wrap it. */
class KafkaFuturesTest {
  @Test
  void resultIsReturned() {
    KafkaFuture<String> done = KafkaFuture.completedFuture("done");
    assertThat(KafkaFutures.await(done)).isEqualTo("done");
    assertThat(KafkaFutures.await(done, Duration.ZERO)).isEqualTo("done");
  }

  @Test
  void failureOfKafkaIsThrownItself() {
    UnknownTopicOrPartitionException failure = new UnknownTopicOrPartitionException("none");
    KafkaFutureImpl<String> failed = new KafkaFutureImpl<>();
    failed.completeExceptionally(failure);
    assertThatThrownBy(() -> KafkaFutures.await(failed)).isSameAs(failure);
    assertThatThrownBy(() -> KafkaFutures.await(failed, Duration.ofDays(1))).isSameAs(failure);
  }

  @Test
  void checkedFailureIsTheCause() {
    IOException failure = new IOException("broken");
    CompletableFuture<String> failed = CompletableFuture.failedFuture(failure);
    assertThatThrownBy(() -> KafkaFutures.await(failed))
        .isInstanceOf(KafkaException.class)
        .hasCause(failure);
  }

  @Test
  void waitingEnds() {
    CompletableFuture<String> never = new CompletableFuture<>();
    assertThatThrownBy(() -> KafkaFutures.await(never, Duration.ofMillis(1)))
        .isInstanceOf(TimeoutException.class)
        .hasMessage("no response within 1 ms");
  }

  @Test
  void interruptionStaysSet() {
    CompletableFuture<String> never = new CompletableFuture<>();
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> KafkaFutures.await(never)).isInstanceOf(InterruptException.class);
    assertThat(Thread.interrupted()).isTrue();
  }
}
