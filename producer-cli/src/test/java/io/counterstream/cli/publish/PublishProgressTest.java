package io.counterstream.cli.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How far a publication is, in one line. */
class PublishProgressTest {
  private static final Duration ELAPSED = Duration.ofSeconds(10);

  @Test
  void showsBarRateAndTimeLeft() {
    PublishProgress progress = new PublishProgress(Optional.of(1000L), 0, () -> 12_000);
    progress.reached(250);
    assertThat(progress.text(100, ELAPSED))
        .isEqualTo("[########......................]  25 %  12,000 sent  1,200/s  ETA 0:30");
  }

  @Test
  void countsTheRateFromWhereItWasResumed() {
    PublishProgress progress = new PublishProgress(Optional.of(1_000_000L), 500_000, () -> 100);
    assertThat(progress.text(60, ELAPSED)).endsWith(" 50 %  100 sent  10/s  ETA -:--");
    progress.reached(501_000);
    assertThat(progress.text(60, ELAPSED)).endsWith(" 50 %  100 sent  10/s  ETA 1:23:10");
  }

  @Test
  void leavesTheBarOutWhereThereIsNoRoom() {
    PublishProgress progress = new PublishProgress(Optional.of(1000L), 0, () -> 12_000);
    progress.reached(1000);
    assertThat(progress.text(60, ELAPSED)).startsWith("[####").hasSizeLessThanOrEqualTo(60);
    assertThat(progress.text(20, ELAPSED)).isEqualTo("100 %  12,000 sent  1,200/s  ETA 0:00");
  }

  @Test
  void showsWhatItKnowsOfAnInputWithoutASize() {
    assertThat(new PublishProgress(Optional.empty(), 0, () -> 50).text(80, ELAPSED))
        .isEqualTo("50 sent  5/s");
  }
}
