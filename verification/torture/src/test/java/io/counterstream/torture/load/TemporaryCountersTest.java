package io.counterstream.torture.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterstream.audit.RecordPosition;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** When a counter may be deleted. */
class TemporaryCountersTest {
  private static final Duration REST = Duration.ofSeconds(30);

  private final AtomicLong now = new AtomicLong();
  private final TemporaryCounters counters = new TemporaryCounters(now::get);

  @Test
  void aCounterIsUsedForSomeSeconds() {
    assertThat(counters.use(0)).contains("temporary-0");
    pass(5);
    assertThat(counters.use(1)).contains("temporary-0");
    pass(1);
    assertThat(counters.use(2)).contains("temporary-1");
  }

  @Test
  void isRestedWhenItHasNotBeenUsedForLongAndAllItsCommandsHaveOutcomes() {
    counters.use(0);
    counters.use(1);
    pass(6);
    counters.use(2);
    counters.received(1, new RecordPosition(3, 8));
    pass(29);
    counters.received(0, new RecordPosition(3, 7));
    assertThat(counters.takeRested(REST)).as("29 s").isEmpty();
    pass(1);
    assertThat(counters.takeRested(REST))
        .contains(new TemporaryCounters.Rested("temporary-0", new RecordPosition(3, 8)));
    assertThat(counters.takeRested(REST)).as("taken").isEmpty();
  }

  @Test
  void isNotRestedWhileACommandHasNoOutcome() {
    counters.use(0);
    counters.use(1);
    pass(6);
    counters.use(2);
    counters.received(0, new RecordPosition(3, 8));
    pass(300);
    assertThat(counters.takeRested(REST)).isEmpty();
  }

  private void pass(int seconds) {
    now.addAndGet(Duration.ofSeconds(seconds).toNanos());
  }
}
