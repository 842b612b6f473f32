package io.counterstream.processor.offsets;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** The same stale command three times in a row shows a reset; anything less is a lost partition. */
class StaleRedeliveriesTest {
  private static final TopicPartition PARTITION = new TopicPartition("commands", 0);

  private final StaleRedeliveries redeliveries = new StaleRedeliveries();

  @Test
  void theThirdDeliveryOfACommandShowsAReset() {
    assertThat(redeliveries.showsReset(PARTITION, 5)).isFalse();
    assertThat(redeliveries.showsReset(PARTITION, 5)).isFalse();
    assertThat(redeliveries.showsReset(PARTITION, 5)).isTrue();
  }

  @Test
  void anotherCommandStartsTheCountAgain() {
    redeliveries.showsReset(PARTITION, 5);
    redeliveries.showsReset(PARTITION, 5);
    assertThat(redeliveries.showsReset(PARTITION, 6)).isFalse();
    assertThat(redeliveries.showsReset(PARTITION, 5)).isFalse();
    assertThat(redeliveries.showsReset(PARTITION, 5)).isFalse();
    assertThat(redeliveries.showsReset(PARTITION, 5)).isTrue();
  }

  @Test
  void partitionsAreCountedApart() {
    for (int partition = 0; partition < 5; partition++) {
      assertThat(redeliveries.showsReset(new TopicPartition("commands", partition), 5))
          .isFalse();
    }
  }
}
