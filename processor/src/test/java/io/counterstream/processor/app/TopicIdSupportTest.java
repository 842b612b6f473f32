package io.counterstream.processor.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicIdException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.junit.jupiter.api.Test;

/** Brokers that do not serve fetches by topic id are refused, and only such. */
class TopicIdSupportTest {
  private static final String FLOOR = "the brokers must be of Kafka 3.1 or later";

  @Test
  void brokersThatDoNotLookUpATopicByItsIdAreRefused() {
    assertThat(TopicIdSupport.fetchedByName(failed(new UnsupportedVersionException("version 11")))
            .orElseThrow())
        .startsWith(FLOOR);
    assertThat(TopicIdSupport.fetchedByName(CompletableFuture.completedFuture(Map.of())))
        .isEmpty();
    assertThat(TopicIdSupport.fetchedByName(failed(new UnknownTopicIdException("new"))))
        .isEmpty();
    assertThatThrownBy(() -> TopicIdSupport.fetchedByName(failed(new TimeoutException("late"))))
        .isInstanceOf(TimeoutException.class);
  }

  @Test
  void aTopicWithoutAnIdIsRefused() {
    assertThat(TopicIdSupport.withoutId("commands", Uuid.ZERO_UUID).orElseThrow())
        .startsWith("topic commands has no id: " + FLOOR);
    assertThat(TopicIdSupport.withoutId("commands", Uuid.ONE_UUID)).isEmpty();
  }

  private static CompletableFuture<?> failed(RuntimeException failure) {
    return CompletableFuture.failedFuture(failure);
  }
}
