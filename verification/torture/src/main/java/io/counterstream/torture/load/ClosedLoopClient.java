package io.counterstream.torture.load;

import io.counterstream.contract.CounterState;
import io.counterstream.contract.Expectation;
import io.counterstream.contract.IncrementCommand;
import io.counterstream.contract.Outcome;
import java.util.OptionalLong;
import java.util.SplittableRandom;

/**
 * A client that adds to a counter, expects what it saw last, waits for the answer and goes on from
 * there. Several share a counter, so that one of them wins and the others get a conflict.
 *
 * <p>One thread at a time.
 */
final class ClosedLoopClient {
  private static final int VISITS_MAX = 40;

  private final int number;
  private final SplittableRandom random;
  private String counter;
  private int visitsLeft;
  private CounterState seen = CounterState.ABSENT;
  private long made;

  ClosedLoopClient(int number, SplittableRandom random) {
    this.number = number;
    this.random = random;
  }

  /** The next command; to be called again after {@link #answered}. */
  IncrementCommand next() {
    if (visitsLeft == 0) {
      counter = CounterNames.shared(random);
      visitsLeft = 1 + random.nextInt(VISITS_MAX);
      seen = CounterState.ABSENT;
    }
    visitsLeft--;
    long delta = random.nextInt(5) == 0 ? -1 : random.nextInt(1, 4);
    OptionalLong version =
        random.nextInt(4) == 0 ? OptionalLong.of(seen.version()) : OptionalLong.empty();
    return new IncrementCommand(
        "customer-" + number + "-" + made++,
        counter,
        delta,
        Expectation.exactly(seen.value()),
        version);
  }

  /** Learns what the counter is. */
  void answered(Outcome outcome) {
    seen = outcome.state().orElse(seen);
  }
}
