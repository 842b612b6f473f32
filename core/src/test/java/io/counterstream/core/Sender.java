package io.counterstream.core;

import io.counterstream.contract.Bounds;
import io.counterstream.contract.CounterCommand;
import io.counterstream.contract.CounterState;
import io.counterstream.contract.Expectation;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/** Senders whose expectations of the counters' states are right or wrong. */
final class Sender {
  private final World world;
  private final Choices choices;
  private final Map<String, CounterState> predicted = new HashMap<>();
  private int sent;

  Sender(World world) {
    this.world = world;
    this.choices = world.choices;
  }

  CounterCommand next(String counter) {
    CounterState believed = choices.chance(50)
        ? predicted.getOrDefault(counter, CounterState.ABSENT)
        : world.table.state(counter);
    if (choices.chance(7)) {
      return deletion(counter, believed);
    }
    long delta = delta();
    CounterCommand command = new CounterCommand(
            "command-" + sent++, counter, delta, expectation(believed), version(believed))
        .within(bounds(believed.value() + delta));
    boolean holds =
        command.expected().holdsFor(believed) && command.expectedVersion().isEmpty();
    if (holds && command.bounds().contain(believed.value() + delta)) {
      predicted.put(counter, new CounterState(believed.value() + delta, after(believed, 1)));
    }
    return command;
  }

  private CounterCommand deletion(String counter, CounterState believed) {
    Expectation expected = expectation(believed);
    CounterCommand command = CounterCommand.deleting(
        "command-" + sent++,
        counter,
        expected instanceof Expectation.Absent ? Expectation.ANY : expected,
        version(believed));
    if (believed.exists()
        && command.expected().holdsFor(believed)
        && command.expectedVersion().isEmpty()) {
      predicted.put(counter, new CounterState(0, after(believed, 1), true));
    }
    return command;
  }

  private static long after(CounterState believed, long changes) {
    return Math.min(believed.version(), Long.MAX_VALUE - changes) + changes;
  }

  private long delta() {
    return switch (choices.weighted(45, 40, 12, 2, 1)) {
      case 0 -> 1;
      case 1 -> choices.around(3);
      case 2 -> 0;
      case 3 -> Long.MAX_VALUE;
      default -> Long.MIN_VALUE;
    };
  }

  private Expectation expectation(CounterState believed) {
    return switch (choices.weighted(believed.deleted() ? 80 : 20, 50, 20, 10)) {
      case 0 -> Expectation.ANY;
      case 1 -> Expectation.exactly(believed.value());
      case 2 -> Expectation.exactly(believed.value() + choices.around(2));
      default -> Expectation.ABSENT;
    };
  }

  /** Near the value that the command leads to, or where nearly no value is. */
  private Bounds bounds(long after) {
    return switch (choices.weighted(65, 12, 12, 8, 3)) {
      case 0 -> Bounds.NONE;
      case 1 -> Bounds.atLeast(after + choices.around(2));
      case 2 -> Bounds.atMost(after + choices.around(2));
      case 3 -> {
        long min = after + choices.around(2);
        yield Bounds.between(min, Math.max(min, min + choices.below(3)));
      }
      default ->
        choices.chance(50)
            ? Bounds.atLeast(Long.MAX_VALUE - choices.below(3))
            : Bounds.atMost(Long.MIN_VALUE + choices.below(3));
    };
  }

  private OptionalLong version(CounterState believed) {
    return switch (choices.weighted(80, 13, 7)) {
      case 0 -> OptionalLong.empty();
      case 1 -> OptionalLong.of(believed.version());
      default -> OptionalLong.of(after(believed, choices.below(3)));
    };
  }
}
