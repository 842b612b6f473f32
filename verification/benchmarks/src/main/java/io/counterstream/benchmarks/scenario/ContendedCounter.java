package io.counterstream.benchmarks.scenario;

import io.counterstream.contract.Expectation;
import io.counterstream.contract.IncrementCommand;
import java.util.SplittableRandom;

/**
 * Clients that write to one counter without a word to each other, in random turn: each expects the
 * value that its command before led to or was refused with. About a fifth of the commands applies.
 *
 * <p>What they will be told is computed ahead instead of waited for, so that the load does not
 * depend on who answers how quickly.
 */
final class ContendedCounter implements CommandSource {
  private static final int CLIENTS = 16;

  private final SplittableRandom random;
  private final long[] seen = new long[CLIENTS];
  private long value;
  private long index;

  ContendedCounter(SplittableRandom random) {
    this.random = random;
  }

  @Override
  public IncrementCommand next() {
    int client = random.nextInt(CLIENTS);
    IncrementCommand command = new IncrementCommand(
        CommandSource.id(index++), "contended", 1, new Expectation.Exactly(seen[client]));
    if (seen[client] == value) {
      value++;
    }
    seen[client] = value;
    return command;
  }
}
