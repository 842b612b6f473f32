package io.counterstream.processor.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An operator is told if offsets expire before the commands that they stand for. */
class OffsetsRetentionTest {
  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "both are kept equally long,  60, 60, ''",
    "commands go first,           60, 59, ''",
    "offsets expire first,        60, 61, for 61 min",
    "commands are kept for ever,  60, -1, for ever"
  })
  void warnsIfOffsetsExpireFirst(String because, long offsets, long commands, String kept) {
    OffsetsRetention retention =
        new OffsetsRetention(Duration.ofMinutes(offsets), Duration.ofMinutes(commands));
    assertThat(retention.warning("commands").isPresent()).as(because).isNotEqualTo(kept.isEmpty());
    assertThat(retention.warning("commands").orElse("")).contains(kept);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "both are kept equally long,   7, 168, ''",
    "deleted counters go first,    7, 169, for 169 h",
    "commands are kept for ever,   7, -1, for ever"
  })
  void warnsIfDeletedCountersExpireFirst(String because, long deleted, long commands, String kept) {
    OffsetsRetention retention =
        new OffsetsRetention(Duration.ofHours(1), Duration.ofHours(commands));
    Optional<String> warning = retention.warning("commands", Duration.ofDays(deleted));
    assertThat(warning.isPresent()).as(because).isNotEqualTo(kept.isEmpty());
    assertThat(warning.orElse("")).contains(kept);
  }

  @Test
  void readsWhatTheBrokersShow() {
    Config broker = new Config(List.of(new ConfigEntry("offsets.retention.minutes", "60")));
    Config topic = new Config(List.of(new ConfigEntry("retention.ms", "-1")));
    assertThat(OffsetsRetention.of(broker, topic))
        .isEqualTo(new OffsetsRetention(Duration.ofMinutes(60), Duration.ofMillis(-1)));
  }

  /** Some services show none of their brokers' settings. */
  @Test
  void aTimeThatIsNotShownIsNotKnown() {
    Config topic = new Config(List.of(new ConfigEntry("retention.ms", "-1")));
    assertThatThrownBy(() -> OffsetsRetention.of(new Config(List.of()), topic))
        .isInstanceOf(KafkaException.class)
        .hasMessage("the brokers do not show offsets.retention.minutes");
    Config hidden = new Config(List.of(new ConfigEntry("offsets.retention.minutes", null)));
    assertThatThrownBy(() -> OffsetsRetention.of(hidden, topic)).isInstanceOf(KafkaException.class);
  }
}
