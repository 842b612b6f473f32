package io.counterstream.processor.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
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
}
