package io.counterstream.processor.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The bounds of delays. */
class BackoffTest {
  private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(10), Duration.ofSeconds(1));

  @ParameterizedTest(name = "{0}: after {1} failures up to {2} ms")
  @CsvSource({
    "the first bound, 1, 10",
    "it doubles, 2, 20",
    "and again, 3, 40",
    "up to the longest, 8, 1000",
    "however often it failed, 1000000, 1000"
  })
  void isSpreadOverItsRange(String because, int failures, long millisMax) {
    SplittableRandom random = new SplittableRandom(1);
    long least = Long.MAX_VALUE;
    long most = 0;
    for (int i = 0; i < 1000; i++) {
      long nanos = BACKOFF.after(failures, random).toNanos();
      least = Math.min(least, nanos);
      most = Math.max(most, nanos);
    }
    long bound = Duration.ofMillis(millisMax).toNanos();
    assertThat(most).isBetween(bound * 9 / 10, bound);
    assertThat(least).isBetween(0L, bound / 10);
  }

  @Test
  void refusesARangeThatDoesNotRise() {
    assertThatThrownBy(() -> new Backoff(Duration.ZERO, Duration.ofSeconds(1)))
        .hasMessageContaining("was PT0S to PT1S");
    assertThatThrownBy(() -> new Backoff(Duration.ofSeconds(2), Duration.ofSeconds(1)))
        .hasMessageContaining("was PT2S to PT1S");
  }
}
