package io.counterstream.audit;

import io.counterstream.contract.CounterState;
import io.counterstream.contract.Expectation;
import io.counterstream.contract.IncrementCommand;
import io.counterstream.contract.Outcome;
import io.counterstream.contract.Outcome.Rejected;
import io.counterstream.contract.json.DecodedCommand;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;

/**
 * A right history, from a seed: commands of a few counters in a few partitions are decided one
 * after the other, with edits between them, each at a moment of its client's interval.
 */
final class RandomRun {
  private static final int PARTITIONS = 3;
  private static final long[] EXTREMES = {Long.MIN_VALUE, Long.MAX_VALUE, Long.MAX_VALUE - 1};

  private final SplittableRandom random;
  private final History history = new History();
  private final Map<String, CounterState> states = new HashMap<>();
  private final long[] offsets = new long[PARTITIONS];
  private long nowNanos;

  private RandomRun(long seed) {
    random = new SplittableRandom(seed);
  }

  static History of(long seed) {
    RandomRun run = new RandomRun(seed);
    int counters = run.random.nextInt(1, 4);
    int steps = run.random.nextInt(2, 40);
    for (int step = 0; step < steps; step++) {
      run.nowNanos += run.random.nextInt(1, 20);
      run.step("counter-" + run.random.nextInt(counters));
    }
    run.history.items.putAll(run.states);
    return run.history;
  }

  private void step(String counter) {
    int dice = random.nextInt(20);
    if (dice == 0) {
      edit(counter);
      return;
    }
    // Mostly the counter's own partition, and now and then another partitioner's.
    int partition = random.nextInt(8) == 0
        ? random.nextInt(PARTITIONS)
        : Math.floorMod(counter.hashCode(), PARTITIONS);
    RecordPosition position = new RecordPosition(partition, offsets[partition]);
    offsets[partition] += random.nextInt(1, 3);
    if (dice == 1) {
      malformed(position, random.nextBoolean() ? Rejected.INVALID : Rejected.WRONG_KEY);
    } else if (dice == 2) {
      history.commands.put(position, new DecodedCommand.Unreadable("no id"));
      result(position, OutcomeTopic.DEAD_LETTER, Optional.empty());
    } else {
      decide(position, counter);
    }
  }

  private void edit(String counter) {
    CounterState before = state(counter);
    CounterState after = new CounterState(random.nextLong(-5, 6), before.version() + 1);
    history.edits.add(new Edit(counter, before, after, early(), late()));
    states.put(counter, after);
  }

  private void malformed(RecordPosition position, String reason) {
    DecodedCommand.Invalid invalid = new DecodedCommand.Invalid(
        "id-" + position,
        random.nextBoolean() ? Optional.of("counter-0") : Optional.empty(),
        reason,
        "wrong at " + position);
    history.commands.put(position, invalid);
    result(position, OutcomeTopic.REJECTED, Optional.of(Outcomes.rejected(invalid)));
  }

  private void decide(RecordPosition position, String counter) {
    IncrementCommand command = command("id-" + position, counter, random, state(counter));
    Outcome outcome = Outcomes.decide(command, state(counter));
    states.put(counter, outcome.state().orElseThrow());
    history.commands.put(position, new DecodedCommand.Valid(command));
    result(position, OutcomeKind.of(outcome).topic(), Optional.of(outcome));
    if (random.nextInt(5) > 0) {
      history.calls.put(position, new History.Call(early(), late()));
    }
  }

  /** Returns a command that applies about half of the time. */
  static IncrementCommand command(
      String id, String counter, SplittableRandom random, CounterState state) {
    long delta = random.nextInt(12) == 0 ? EXTREMES[random.nextInt(3)] : random.nextLong(-2, 4);
    Expectation expected = switch (random.nextInt(6)) {
      case 0, 1 -> Expectation.ANY;
      case 2 -> Expectation.ABSENT;
      default -> Expectation.exactly(state.value() + random.nextInt(4) / 3);
    };
    OptionalLong version = random.nextInt(4) == 0
        ? OptionalLong.of(state.version() + random.nextInt(3) / 2)
        : OptionalLong.empty();
    return new IncrementCommand(id, counter, delta, expected, version);
  }

  private CounterState state(String counter) {
    return states.getOrDefault(counter, CounterState.ABSENT);
  }

  private void result(RecordPosition command, OutcomeTopic topic, Optional<Outcome> outcome) {
    history.outcomes.add(
        new OutcomeRecord(topic, command.partition(), 1000 * command.offset(), command, outcome));
  }

  private long early() {
    return nowNanos - random.nextInt(60);
  }

  private long late() {
    return nowNanos + random.nextInt(60);
  }
}
