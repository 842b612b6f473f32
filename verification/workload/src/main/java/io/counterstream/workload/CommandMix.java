package io.counterstream.workload;

import io.counterstream.contract.Bounds;
import io.counterstream.contract.CounterCommand;
import io.counterstream.contract.CounterState;
import io.counterstream.contract.Expectation;
import java.util.OptionalLong;
import java.util.SplittableRandom;

/**
 * The commands of clients that do not wait for outcomes: every kind of expectation, on hot, skewed
 * and cold counters, and on counters near the ends of 64 bits. They depend on the seed and on the
 * states seen. Not thread-safe.
 */
public final class CommandMix {
  private final SplittableRandom random;
  private final SeenStates seen;
  private long made;

  /** Makes commands for counters whose states are seen elsewhere. */
  public CommandMix(SplittableRandom random, SeenStates seen) {
    this.random = random;
    this.seen = seen;
  }

  /** Returns the next record; one in a hundred is not a valid command. */
  public CommandRecord next() {
    int of100 = random.nextInt(100);
    if (of100 == 0) {
      return bad();
    }
    if (of100 < 8) {
      return CommandRecord.of(atTheEdge(CounterNames.edge(random)));
    }
    String counter = CounterNames.any(random);
    return CommandRecord.of(of100 < 10 ? deletion(counter) : usual(counter));
  }

  private CounterCommand deletion(String counter) {
    Expectation expected = random.nextBoolean()
        ? Expectation.ANY
        : Expectation.exactly(seen.of(counter).value());
    return CounterCommand.deleting(id(), counter, expected, OptionalLong.empty());
  }

  /** Returns a record that is not a valid command. */
  public CommandRecord bad() {
    return BadRecords.next(random, CounterNames.any(random), id());
  }

  private CounterCommand usual(String counter) {
    CounterState state = seen.of(counter);
    long delta = random.nextBoolean() ? random.nextLong(1, 6) : random.nextLong(-4, 0);
    return switch (random.nextInt(11)) {
      case 0, 1, 2 -> command(counter, delta, Expectation.ANY);
      case 3, 4, 5 -> command(counter, delta, Expectation.exactly(state.value()));
      case 6 ->
        new CounterCommand(
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
      case 9 -> command(counter, delta, Expectation.ANY).within(bounds(state.value()));
      default ->
        command(counter, delta, Expectation.exactly(state.value() + random.nextLong(1, 4)));
    };
  }

  /** Bounds that some of the deltas leave. */
  private Bounds bounds(long value) {
    return switch (random.nextInt(3)) {
      case 0 -> Bounds.atLeast(value - 2);
      case 1 -> Bounds.atMost(value + 2);
      default -> Bounds.between(value - 3, value + 3);
    };
  }

  private CounterCommand atTheEdge(int number) {
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

  private CounterCommand command(String counter, long delta, Expectation expected) {
    return new CounterCommand(id(), counter, delta, expected);
  }

  private String id() {
    return "open-" + made++;
  }
}
