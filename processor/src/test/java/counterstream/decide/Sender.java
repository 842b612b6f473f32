package counterstream.decide;

import counterstream.contract.CounterState;
import counterstream.contract.Expectation;
import counterstream.contract.IncrementCommand;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/** Senders with right and wrong beliefs about the counters, now and by the time of the decision. */
final class Sender {
  private final World world;
  private final Map<String, CounterState> predicted = new HashMap<>();
  private int sent;

  Sender(World world) {
    this.world = world;
  }

  IncrementCommand next(String counter) {
    CounterState believed = world.chance(50)
        ? predicted.getOrDefault(counter, CounterState.ABSENT)
        : world.table.state(counter);
    long delta = delta();
    IncrementCommand command = new IncrementCommand(
        "command-" + sent++, counter, delta, expectation(believed), version(believed));
    if (command.expected().holdsFor(believed) && command.expectedVersion().isEmpty()) {
      predicted.put(counter, new CounterState(believed.value() + delta, believed.version() + 1));
    }
    return command;
  }

  private long delta() {
    int kind = world.random.nextInt(100);
    if (kind < 3) {
      return kind == 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
    return kind < 15 ? 0 : kind < 60 ? 1 : world.random.nextLong(-3, 4);
  }

  private Expectation expectation(CounterState believed) {
    int kind = world.random.nextInt(100);
    if (kind < 50) {
      return Expectation.exactly(believed.value());
    }
    if (kind < 70) {
      return Expectation.exactly(believed.value() + world.random.nextLong(-2, 3));
    }
    return kind < 90 ? Expectation.ANY : Expectation.ABSENT;
  }

  private OptionalLong version(CounterState believed) {
    int kind = world.random.nextInt(100);
    if (kind < 80) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(believed.version() + (kind < 93 ? 0 : world.random.nextInt(3)));
  }
}
