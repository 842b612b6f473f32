package io.counterstream.processor.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterstream.processor.stream.ReplyTopics;
import io.counterstream.processor.stream.ReplyTopics.Keys;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

/** How often Kafka is asked for topics that commands name. */
class ReplyTopicLookupTest {
  private final List<String> asked = new ArrayList<>();
  private Instant now = Instant.EPOCH;
  private final ReplyTopicLookup lookup = new ReplyTopicLookup(this::answer, () -> now);

  private Optional<ReplyTopics.Capacity> answer(String topic) {
    asked.add(topic);
    if (topic.startsWith("unanswered")) {
      throw new TimeoutException("no answer");
    }
    return topic.startsWith("replies")
        ? Optional.of(new ReplyTopics.Capacity(1, 1, Keys.OPTIONAL, Duration.ZERO, Duration.ZERO))
        : Optional.empty();
  }

  @Test
  void answersAreRememberedForAWhile() {
    for (String topic : List.of("replies", "missing", "unanswered")) {
      for (int i = 0; i < 3; i++) {
        assertThat(lookup.capacityOf(topic).isPresent()).isEqualTo(topic.equals("replies"));
      }
    }
    assertThat(asked).containsExactly("replies", "missing", "unanswered");
    now = now.plus(ReplyTopicLookup.REMEMBERED);
    lookup.capacityOf("replies");
    lookup.capacityOf("missing");
    assertThat(asked).endsWith("replies", "missing").hasSize(5);
  }

  @Test
  void madeUpNamesAreNotAllLookedUp() {
    lookup.capacityOf("replies");
    for (int i = 0; i < 5000; i++) {
      assertThat(lookup.capacityOf((i % 2 == 0 ? "missing" : "unanswered") + i)).isEmpty();
    }
    assertThat(asked).hasSize(1 + ReplyTopicLookup.REFUSED_MAX);
    assertThat(lookup.capacityOf("replies")).as("remembered all the same").isPresent();
    assertThat(lookup.capacityOf("replies-new")).as("not now").isEmpty();
    now = now.plus(ReplyTopicLookup.REMEMBERED);
    assertThat(lookup.capacityOf("replies-new")).as("but then").isPresent();
  }

  @Test
  void aTopicThatTookRepliesIsAskedForEvenThen() {
    lookup.capacityOf("replies");
    now = now.plus(ReplyTopicLookup.REMEMBERED.dividedBy(2));
    for (int i = 0; i < ReplyTopicLookup.REFUSED_MAX; i++) {
      lookup.capacityOf("missing" + i);
    }
    now = now.plus(ReplyTopicLookup.REMEMBERED.dividedBy(2));
    assertThat(lookup.capacityOf("replies")).isPresent();
  }
}
