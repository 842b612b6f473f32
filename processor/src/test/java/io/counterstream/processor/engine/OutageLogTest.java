package io.counterstream.processor.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterstream.processor.progress.LoggedLines;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** When an outage is logged. */
class OutageLogTest {
  @RegisterExtension
  final LoggedLines lines = new LoggedLines(OutageLog.class);

  private long nowNanos;
  private final OutageLog outage = new OutageLog(() -> nowNanos);

  private void failAt(double seconds) {
    nowNanos = Math.round(seconds * 1e9);
    outage.failed(new IllegalStateException("too busy"));
  }

  private void succeedAt(double seconds) {
    nowNanos = Math.round(seconds * 1e9);
    outage.succeeded();
  }

  @Test
  void aShortOneIsNotLogged() {
    failAt(0);
    failAt(0.9);
    succeedAt(1);
    assertThat(lines.logged()).isEmpty();
  }

  @Test
  void theEndOfOneThatWasNotLoggedIsNotLogged() {
    failAt(0);
    succeedAt(5);
    assertThat(lines.logged()).isEmpty();
  }

  @Test
  void oneWithoutAnUnremarkableTimeIsLoggedAtItsFirstFailure() {
    Duration second = Duration.ofSeconds(1);
    OutageLog brokers = new OutageLog("Kafka", "checks failed", Duration.ZERO, second, () -> 0);
    brokers.failed(new IllegalStateException("away"));
    brokers.failed(new IllegalStateException("away"));
    brokers.succeeded();
    assertThat(lines.logged())
        .containsExactly(
            "Kafka has not responded for 0 s; 1 checks failed. Last failure:"
                + " IllegalStateException: away",
            "Kafka responds again, after 0 s");
  }

  @Test
  void aLongOneIsLoggedEveryMinuteUntilItEnds() {
    failAt(0);
    failAt(1.5);
    failAt(2);
    failAt(61.5);
    failAt(61.6);
    succeedAt(63);
    succeedAt(64);
    assertThat(lines.logged())
        .containsExactly(line(1, 2), line(61, 4), "The table responds again, after 63 s");
  }

  private static String line(int seconds, int failures) {
    return "The table has not responded for " + seconds + " s; " + failures
        + " requests failed and are sent again, commands wait."
        + " Last failure: IllegalStateException: too busy";
  }

  @Test
  void theNextOneStartsFromZero() {
    failAt(0);
    failAt(2);
    succeedAt(3);
    failAt(60);
    failAt(60.9);
    failAt(62);
    assertThat(lines.logged()).last().isEqualTo(line(2, 3));
  }
}
