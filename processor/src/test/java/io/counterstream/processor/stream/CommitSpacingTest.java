package io.counterstream.processor.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A commit follows at once after a pause, and is spaced from the commit before. */
class CommitSpacingTest {
  private static final Duration POLL = Duration.ofMillis(100);

  private final ManualClock clock = new ManualClock();
  private final CommitSpacing commits = new CommitSpacing(clock);
  private int requested;

  private void drained() {
    commits.drained(() -> requested++);
  }

  private void commitTakes(Duration duration) {
    clock.pass(duration);
    commits.ended();
  }

  @Test
  void theFirstCommitIsRequestedAtOnce() {
    drained();
    assertThat(requested).isOne();
  }

  @Test
  void withoutACommitThatWaitsAPollTakesItsTime() {
    assertThat(commits.pollMax(POLL)).isEqualTo(POLL);
    drained();
    assertThat(commits.pollMax(POLL)).isEqualTo(POLL);
  }

  @Test
  void theNextCommitBeginsTenMillisecondsAfterTheOneBefore() {
    drained();
    commitTakes(Duration.ofMillis(3));
    drained();
    assertThat(requested).isOne();
    assertThat(commits.pollMax(POLL)).isEqualTo(Duration.ofMillis(7));
    clock.pass(Duration.ofMillis(6));
    commits.requestIfDue();
    assertThat(requested).isOne();
    clock.pass(Duration.ofMillis(1));
    commits.requestIfDue();
    assertThat(requested).isEqualTo(2);
  }

  @Test
  void aPollIsNeverLongerThanItsOwnTime() {
    drained();
    commitTakes(Duration.ofMillis(3));
    drained();
    assertThat(commits.pollMax(Duration.ZERO)).isZero();
    assertThat(commits.pollMax(Duration.ofMillis(5))).isEqualTo(Duration.ofMillis(5));
  }

  @Test
  void slowCommitsTakeHalfOfTheTime() {
    drained();
    commitTakes(Duration.ofMillis(40));
    drained();
    assertThat(commits.pollMax(POLL)).isEqualTo(Duration.ofMillis(40));
    clock.pass(Duration.ofMillis(40));
    drained();
    assertThat(requested).isEqualTo(2);
  }

  @Test
  void aCommitThatWaitedForARebalanceDelaysTheNextOneByATenthOfASecond() {
    drained();
    commitTakes(Duration.ofSeconds(5));
    drained();
    assertThat(commits.pollMax(Duration.ofSeconds(1))).isEqualTo(CommitSpacing.AFTER_A_COMMIT_MAX);
  }

  @Test
  void aCommitThatNobodyRequestedSpacesTheNextOneAndReplacesTheOneThatWaits() {
    drained();
    commitTakes(Duration.ofMillis(3));
    drained();
    commitTakes(Duration.ofMillis(1));
    assertThat(commits.pollMax(POLL)).isEqualTo(POLL);
    clock.pass(POLL);
    commits.requestIfDue();
    assertThat(requested).isOne();
    commits.ended();
    drained();
    assertThat(requested).isOne();
  }

  @Test
  void aRequestIsMadeOnce() {
    drained();
    clock.pass(POLL);
    commits.requestIfDue();
    assertThat(requested).isOne();
  }
}
