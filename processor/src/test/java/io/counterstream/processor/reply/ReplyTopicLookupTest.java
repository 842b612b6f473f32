package io.counterstream.processor.reply;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterstream.processor.reply.ReplyTopicCapacity.Keys;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

/** How often the topics that commands name are looked up in Kafka. */
class ReplyTopicLookupTest {
  private final List<String> lookups = new ArrayList<>();
  private long nowNanos;
  private final ReplyTopicLookup lookup = new ReplyTopicLookup(this::answer, () -> nowNanos);

  private Optional<ReplyTopicCapacity> answer(String topic) {
    lookups.add(topic);
    if (topic.startsWith("unanswered")) {
      throw new TimeoutException("no answer");
    }
    return topic.startsWith("replies")
        ? Optional.of(
            new ReplyTopicCapacity(1, 1, Keys.OPTIONAL, Duration.ZERO, Duration.ZERO, Set.of()))
        : Optional.empty();
  }

  @Test
  void entriesAreCachedForTheTimeToLive() {
    for (String topic : List.of("replies", "missing", "unanswered")) {
      for (int i = 0; i < 3; i++) {
        assertThat(lookup.capacityOf(topic).isPresent()).isEqualTo(topic.equals("replies"));
      }
    }
    assertThat(lookups).containsExactly("replies", "missing", "unanswered");
    nowNanos += ReplyTopicLookup.TIME_TO_LIVE.toNanos();
    lookup.capacityOf("replies");
    lookup.capacityOf("missing");
    assertThat(lookups).endsWith("replies", "missing").hasSize(5);
  }

  @Test
  void inventedNamesAreNotAllLookedUp() {
    lookup.capacityOf("replies");
    for (int i = 0; i < 5000; i++) {
      assertThat(lookup.capacityOf((i % 2 == 0 ? "missing" : "unanswered") + i)).isEmpty();
    }
    assertThat(lookups).hasSize(1 + ReplyTopicLookup.UNUSABLE_MAX);
    assertThat(lookup.capacityOf("replies")).as("still cached").isPresent();
    assertThat(lookup.capacityOf("replies-new")).as("not looked up now").isEmpty();
    nowNanos += ReplyTopicLookup.TIME_TO_LIVE.toNanos();
    assertThat(lookup.capacityOf("replies-new")).as("looked up later").isPresent();
  }

  @Test
  void aTopicThatWasUsableIsLookedUpEvenThen() {
    lookup.capacityOf("replies");
    nowNanos += ReplyTopicLookup.TIME_TO_LIVE.toNanos() / 2;
    for (int i = 0; i < ReplyTopicLookup.UNUSABLE_MAX; i++) {
      lookup.capacityOf("missing" + i);
    }
    nowNanos += ReplyTopicLookup.TIME_TO_LIVE.toNanos() / 2;
    assertThat(lookup.capacityOf("replies")).isPresent();
  }
}
