package io.counterstream.workload;

import io.counterstream.contract.CounterCommand;
import io.counterstream.contract.CounterState;
import io.counterstream.contract.Expectation;
import io.counterstream.contract.Outcome;
import java.util.OptionalLong;
import java.util.SplittableRandom;

/**
 * A client that sends a command only after it received the outcome of its previous one, and expects
 * the state that this outcome named. Several clients share a counter, so that one of them applies
 * and the others get a conflict. Used by one thread at a time.
 */
public final class ClosedLoopClient {
  private static final int VISITS_MAX = 40;

  private final int number;
  private final SplittableRandom random;
  private String counter;
  private int visitsLeft;
  private CounterState seen = CounterState.ABSENT;
  private long made;

  /** Makes the client with this number, which is part of its command ids. */
  public ClosedLoopClient(int number, SplittableRandom random) {
    this.number = number;
    this.random = random;
  }

  /** Returns the next command. May be called again after {@link #received}. */
  public CounterCommand next() {
    if (visitsLeft == 0) {
      counter = CounterNames.shared(random);
      visitsLeft = 1 + random.nextInt(VISITS_MAX);
      seen = CounterState.ABSENT;
    }
    visitsLeft--;
    long delta = random.nextInt(5) == 0 ? -1 : random.nextInt(1, 4);
    OptionalLong version =
        random.nextInt(4) == 0 ? OptionalLong.of(seen.version()) : OptionalLong.empty();
    return new CounterCommand(
        "closed-" + number + "-" + made++,
        counter,
        delta,
        Expectation.exactly(seen.value()),
        version);
  }

  /** Notes the outcome of the previous command. */
  public void received(Outcome outcome) {
    seen = outcome.state().orElse(seen);
  }
}
