package io.counterstream.torture.load;

import io.counterstream.contract.CounterState;
import io.counterstream.contract.Expectation;
import io.counterstream.contract.IncrementCommand;
import java.util.OptionalLong;
import java.util.SplittableRandom;

/**
 * Commands of clients that don't wait for answers: every kind of expectation, on hot counters, on
 * some of which few are busy, on many that are hardly used, and on some near the ends of 64 bits.
 * From a seed, and from what the counters were seen to be. Not thread-safe.
 */
final class CommandMix {
  private final SplittableRandom random;
  private final LastSeen seen;
  private long made;

  CommandMix(SplittableRandom random, LastSeen seen) {
    this.random = random;
    this.seen = seen;
  }

  /** The next record; one in a hundred is bad. */
  Outgoing next() {
    int of100 = random.nextInt(100);
    if (of100 == 0) {
      return bad();
    }
    if (of100 < 8) {
      return Outgoing.of(atTheEdge(CounterNames.edge(random)));
    }
    return Outgoing.of(usual(CounterNames.any(random)));
  }

  /** A bad record, also in between others. */
  Outgoing bad() {
    return BadRecords.next(random, CounterNames.any(random), id());
  }

  private IncrementCommand usual(String counter) {
    CounterState state = seen.of(counter);
    long delta = random.nextBoolean() ? random.nextLong(1, 6) : random.nextLong(-4, 0);
    return switch (random.nextInt(10)) {
      case 0, 1, 2 -> command(counter, delta, Expectation.ANY);
      case 3, 4, 5 -> command(counter, delta, Expectation.exactly(state.value()));
      case 6 ->
        new IncrementCommand(
            id(),
            counter,
            delta,
            random.nextBoolean() ? Expectation.ANY : Expectation.exactly(state.value()),
            OptionalLong.of(state.version()));
      case 7 -> command(counter, random.nextBoolean() ? delta : 0, Expectation.ABSENT);
      case 8 ->
        command(
            counter,
            0,
            random.nextBoolean() ? Expectation.ANY : Expectation.exactly(state.value()));
      default ->
        command(counter, delta, Expectation.exactly(state.value() + random.nextLong(1, 4)));
    };
  }

  private IncrementCommand atTheEdge(int number) {
    String counter = "edge-" + number;
    boolean top = number % 2 == 0;
    long end = top ? Long.MAX_VALUE : Long.MIN_VALUE;
    if (!seen.of(counter).exists()) {
      return command(counter, end, Expectation.ABSENT);
    }
    long outwards = top ? 1 : -1;
    long delta = random.nextInt(10) == 0 ? end : random.nextLong(-3, 5) * outwards;
    boolean exactly = random.nextInt(4) == 0;
    return command(
        counter, delta, exactly ? Expectation.exactly(seen.of(counter).value()) : Expectation.ANY);
  }

  private IncrementCommand command(String counter, long delta, Expectation expected) {
    return new IncrementCommand(id(), counter, delta, expected);
  }

  private String id() {
    return "open-" + made++;
  }
}
