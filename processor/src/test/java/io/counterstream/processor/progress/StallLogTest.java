package io.counterstream.processor.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Stalls are logged at their beginning, once a minute and at their end. */
class StallLogTest {
  @RegisterExtension
  final LoggedLines lines = new LoggedLines(StallLog.class);

  private long nowNanos;
  private final StallLog log = new StallLog(() -> nowNanos);

  private void reportAt(int seconds, Stall... stalls) {
    nowNanos = Duration.ofSeconds(seconds).toNanos();
    log.report(List.of(stalls));
  }

  private static Stall stall(int partition, int seconds) {
    return new Stall(
        Wait.Kind.SEND, "waits for x", List.of("c-" + partition), Duration.ofSeconds(seconds));
  }

  @Test
  void oneThatLastsHasALineAMinute() {
    for (int second = 0; second <= 130; second += 2) {
      reportAt(second, stall(1, second));
    }
    reportAt(132);
    reportAt(134);
    assertThat(lines.logged())
        .containsExactly(
            "Commands wait and nothing is committed: c-1: waits for x (for 0 s)",
            "Commands wait and nothing is committed: c-1: waits for x (for 60 s)",
            "Commands wait and nothing is committed: c-1: waits for x (for 120 s)",
            "Every partition of this processor makes progress again, after 132 s");
  }

  @Test
  void anotherOneIsLoggedWithinTenSeconds() {
    reportAt(0, stall(1, 0));
    reportAt(2, stall(1, 2), stall(2, 0));
    reportAt(10, stall(1, 10), stall(2, 8));
    reportAt(20, stall(1, 20));
    assertThat(lines.logged())
        .last()
        .isEqualTo("Commands wait and nothing is committed: c-1: waits for x (for 10 s);"
            + " c-2: waits for x (for 8 s)");
    assertThat(lines.logged()).hasSize(2);
  }

  @Test
  void oneThatComesAndGoesHasALineEachTenSecondsAtMost() {
    for (int second = 0; second <= 20; second += 4) {
      reportAt(second, stall(1, 0));
      reportAt(second + 2);
    }
    assertThat(lines.logged())
        .containsExactly(
            "Commands wait and nothing is committed: c-1: waits for x (for 0 s)",
            "Every partition of this processor makes progress again, after 2 s",
            "Commands wait and nothing is committed: c-1: waits for x (for 0 s)",
            "Every partition of this processor makes progress again, after 2 s");
  }

  @Test
  void aLineNamesAFewAndCountsTheOthers() {
    reportAt(0, IntStream.range(0, 7).mapToObj(each -> stall(each, 0)).toArray(Stall[]::new));
    assertThat(lines.logged())
        .singleElement()
        .asString()
        .contains("c-4: waits for x (for 0 s); and 2 more")
        .doesNotContain("c-5");
  }

  @Test
  void withoutAStallNothingIsLogged() {
    reportAt(0);
    reportAt(60);
    assertThat(lines.logged()).isEmpty();
  }
}
