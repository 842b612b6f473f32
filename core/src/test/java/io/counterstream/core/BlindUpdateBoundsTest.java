package io.counterstream.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterstream.contract.Bounds;
import io.counterstream.contract.CounterCommand;
import io.counterstream.contract.CounterState;
import io.counterstream.contract.Expectation;
import io.counterstream.contract.Outcome;
import io.counterstream.core.BlindUpdate.Range;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

/** A blind update takes exactly the values from which each of its commands applies. */
class BlindUpdateBoundsTest {
  private static final long MIN = Long.MIN_VALUE;
  private static final long MAX = Long.MAX_VALUE;
  private static final LogSource SOURCE = new LogSource("T", 0);
  private static final Limits LIMITS = new Limits(100, 4096);
  private static final long[] EDGES = {
    MIN, MIN + 1, MIN + 2, MIN + 3, -4, -3, -2, -1, 0, 1, 2, 3, 4, MAX - 3, MAX - 2, MAX - 1, MAX
  };

  @Test
  void valuesBeforeAreThoseThatLeadIntoTheBounds() {
    assertThat(firstWrong(Range::before)).isEmpty();
  }

  @Test
  void otherDifferencesAreWrong() {
    assertThat(firstWrong(
            (change, bounds) -> new Range(least(bounds) - change, most(bounds) - change)))
        .as("differences that wrap")
        .isPresent();
    assertThat(firstWrong(
            (change, bounds) -> new Range(cut(least(bounds), change), cut(most(bounds), change))))
        .as("differences that are cut off at 64 bits")
        .isPresent();
    assertThat(firstWrong((change, bounds) -> new Range(least(bounds), most(bounds))))
        .as("bounds of the value before")
        .isPresent();
  }

  private static Optional<String> firstWrong(BiFunction<Long, Bounds, Range> before) {
    for (long change : EDGES) {
      for (Bounds bounds : bounds()) {
        Range range = before.apply(change, bounds);
        for (long value : EDGES) {
          BigInteger after = BigInteger.valueOf(value).add(BigInteger.valueOf(change));
          boolean leads = after.bitLength() < Long.SIZE && bounds.contain(after.longValue());
          if (range.contains(value) != leads) {
            return Optional.of(value + " + " + change + " within " + bounds + ": " + range);
          }
        }
      }
    }
    return Optional.empty();
  }

  private static List<Bounds> bounds() {
    List<Bounds> all = new ArrayList<>(List.of(Bounds.NONE));
    for (long min : EDGES) {
      all.add(Bounds.atLeast(min));
      all.add(Bounds.atMost(min));
      for (long max : EDGES) {
        if (min <= max) {
          all.add(Bounds.between(min, max));
        }
      }
    }
    return all;
  }

  private static long least(Bounds bounds) {
    return bounds.min().orElse(MIN);
  }

  private static long most(Bounds bounds) {
    return bounds.max().orElse(MAX);
  }

  private static long cut(long number, long change) {
    BigInteger exact = BigInteger.valueOf(number).subtract(BigInteger.valueOf(change));
    return exact.max(BigInteger.valueOf(MIN)).min(BigInteger.valueOf(MAX)).longValue();
  }

  @Test
  void commandsAreTakenAsLongAsAValueIsLeft() {
    for (int seed = 0; seed < 5_000; seed++) {
      Random random = new Random(seed);
      List<LoggedCommand> commands = commands(random);
      Optional<BlindUpdate> update = BlindUpdate.of(commands, SOURCE, LIMITS);
      int taken = update.map(made -> (int) made.last().offset() + 1).orElse(0);
      for (long value : EDGES) {
        assertThat(update.filter(made -> made.values().contains(value)).isPresent())
            .as("seed %d: from %d, %d of %s by %s", seed, value, taken, commands, update)
            .isEqualTo(taken > 0 && allApply(commands.subList(0, taken), value));
      }
      assertThat(update.filter(BlindUpdate::mayBeAbsent).isPresent())
          .as("seed %d: may be absent", seed)
          .isEqualTo(update.filter(made -> made.values().contains(0)).isPresent());
    }
  }

  private static List<LoggedCommand> commands(Random random) {
    List<Bounds> bounds = bounds();
    List<LoggedCommand> commands = new ArrayList<>();
    for (int offset = 0; offset < 1 + random.nextInt(4); offset++) {
      CounterCommand any = new CounterCommand(
          "id" + offset, "c", EDGES[random.nextInt(EDGES.length)], Expectation.ANY);
      commands.add(new LoggedCommand(
          offset, Instant.EPOCH, any.within(bounds.get(random.nextInt(bounds.size())))));
    }
    return commands;
  }

  private static boolean allApply(List<LoggedCommand> commands, long value) {
    CounterState state = new CounterState(value, 1);
    for (LoggedCommand command : commands) {
      Outcome outcome = Decider.decide(command, Optional.of(state));
      if (outcome.type() != Outcome.Type.APPLIED) {
        return false;
      }
      state = outcome.state().orElseThrow();
    }
    return true;
  }

  @Test
  void boundsAreJudgedWhereTheValueIsExpected() {
    CounterCommand head = new CounterCommand("a", "c", 1, Expectation.exactly(5));
    CounterCommand next = new CounterCommand("b", "c", 1, Expectation.ANY);
    BlindUpdate update = BlindUpdate.of(
            List.of(
                new LoggedCommand(0, Instant.EPOCH, head.within(Bounds.atMost(5))),
                new LoggedCommand(1, Instant.EPOCH, next.within(Bounds.atMost(6)))),
            SOURCE,
            LIMITS)
        .orElseThrow();
    assertThat(update.values()).isEqualTo(new Range(5, 5));
    assertThat(update.delta()).as("the first one is a conflict").isEqualTo(1);
    assertThat(update.last().offset()).isEqualTo(1);
    assertThat(update.mayBeAbsent()).isFalse();
  }
}
