package io.counterstream.audit;

import io.counterstream.contract.Bounds;
import io.counterstream.contract.CounterCommand;
import io.counterstream.contract.CounterState;
import io.counterstream.contract.Expectation;
import io.counterstream.contract.Outcome;
import io.counterstream.contract.Outcome.Rejected;
import io.counterstream.contract.json.DecodedCommand;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;

/**
 * A right history, from a seed: commands of a few counters in a few partitions are decided one
 * after the other, with edits between them, each at a moment of its client's interval. Now and then
 * records are deleted, the topic is created again, or an item is deleted or unusable for a time.
 */
final class RandomRun {
  private static final int PARTITIONS = 3;
  private static final long[] EXTREMES = {Long.MIN_VALUE, Long.MAX_VALUE, Long.MAX_VALUE - 1};

  private final SplittableRandom random;
  private final History history = new History();
  private final Map<String, CounterState> states = new HashMap<>();
  private final long[] offsets = new long[PARTITIONS];
  private int log;
  private boolean onePartitionEach;
  private long nowNanos;

  private RandomRun(long seed) {
    random = new SplittableRandom(seed);
  }

  static History of(long seed) {
    RandomRun run = new RandomRun(seed);
    int counters = run.random.nextInt(1, 4);
    run.onePartitionEach = run.random.nextBoolean();
    int steps = run.random.nextInt(2, 44);
    for (int step = 0; step < steps; step++) {
      run.nowNanos += run.random.nextInt(1, 20);
      run.step("counter-" + run.random.nextInt(counters));
    }
    run.history.items.putAll(run.states);
    run.states.keySet().forEach(run::attribute);
    return run.history;
  }

  private void attribute(String counter) {
    history.attributesWritten.put(counter, Map.of("note", "of " + counter));
    history.attributesFound.put(counter, Map.of("note", "of " + counter, "more", "x"));
  }

  private void step(String counter) {
    switch (random.nextInt(54)) {
      case 0 -> createTopicAgain(counter);
      case 1 -> deleteRecords(partition(counter), counter);
      case 2 -> delete(counter);
      case 3 -> breakAndCure(counter);
      case 4, 5 -> edit(counter);
      case 6, 7 -> repeat(counter);
      default -> record(counter);
    }
  }

  /** A command is sent twice. */
  private void repeat(String counter) {
    RecordPosition position = next(counter);
    sentBefore(position, counter).ifPresent(first -> {
      CounterCommand command = SmallRun.at(history, first);
      history.commands.put(position, new DecodedCommand.Valid(command));
      boolean known = first.offset() >= removedBelow(first);
      result(
          position,
          OutcomeTopic.REJECTED,
          Optional.of(Outcomes.repeated(command, known ? Optional.of(first) : Optional.empty())));
    });
  }

  /** The first record of a command of this counter that is sent again. */
  private Optional<RecordPosition> sentBefore(RecordPosition again, String counter) {
    List<RecordPosition> sent = history.commands.entrySet().stream()
        .filter(each -> each.getKey().isInLogOf(again))
        .filter(each -> each.getValue() instanceof DecodedCommand.Valid valid
            && valid.command().counter().equals(counter)
            && valid.command().commandId().equals("id-" + each.getKey()))
        .map(Map.Entry::getKey)
        .toList();
    return sent.isEmpty() ? Optional.empty() : Optional.of(sent.get(random.nextInt(sent.size())));
  }

  private long removedBelow(RecordPosition position) {
    return history.removals.stream()
        .filter(each -> each.log() == position.log() && each.partition() == position.partition())
        .mapToLong(Removal::before)
        .max()
        .orElse(0);
  }

  private void record(String counter) {
    int dice = random.nextInt(19) + 1;
    RecordPosition position = next(counter);
    if (dice == 1) {
      malformed(position, random.nextBoolean() ? Rejected.INVALID : Rejected.WRONG_KEY);
    } else if (dice == 2) {
      history.commands.put(position, new DecodedCommand.Unreadable("no id"));
      result(position, OutcomeTopic.DEAD_LETTER, Optional.empty());
    } else {
      decide(position, counter);
    }
  }

  /** Mostly the counter's own partition, and now and then another partitioner's. */
  private int partition(String counter) {
    return !onePartitionEach && random.nextInt(8) == 0
        ? random.nextInt(PARTITIONS)
        : Math.floorMod(counter.hashCode(), PARTITIONS);
  }

  private RecordPosition next(String counter) {
    int partition = partition(counter);
    RecordPosition position = new RecordPosition(log, partition, offsets[partition]);
    offsets[partition] += random.nextInt(1, 3);
    return position;
  }

  /** The last commands have no outcome, although the table has done the first of them. */
  private void deleteRecords(int partition, String counter) {
    boolean elsewhere = onePartitionEach && partition != partition(counter);
    int lost = elsewhere ? 0 : random.nextInt(4);
    long from = Math.max(0, offsets[partition] - random.nextInt(8));
    int done = random.nextInt(lost + 1);
    for (int i = 0; i < lost; i++) {
      RecordPosition position = new RecordPosition(log, partition, offsets[partition]++);
      Optional<RecordPosition> first = random.nextInt(4) == 0
          ? sentBefore(position, counter).filter(each -> each.offset() >= removedBelow(each))
          : Optional.empty();
      CounterCommand command = first
          .map(each -> SmallRun.at(history, each))
          .orElseGet(() -> command("id-" + position, counter, random, state(counter)));
      history.commands.put(position, new DecodedCommand.Valid(command));
      if (i < done && first.isEmpty()) {
        states.put(counter, after(command, state(counter)));
      }
    }
    long before = offsets[partition];
    offsets[partition] += random.nextInt(2);
    history.removals.add(new Removal(log, partition, from, before));
  }

  private static CounterState after(CounterCommand command, CounterState state) {
    Outcome outcome = Outcomes.decide(command, state);
    return outcome instanceof Outcome.Applied ? outcome.state().orElseThrow() : state;
  }

  private void createTopicAgain(String counter) {
    for (int partition = 0; partition < PARTITIONS; partition++) {
      deleteRecords(partition, counter);
      Removal some = history.removals.remove(history.removals.size() - 1);
      history.removals.add(new Removal(log, partition, some.from(), Long.MAX_VALUE));
      offsets[partition] = 0;
    }
    log++;
  }

  /** At a time when no command of it is on its way. */
  private void delete(String counter) {
    if (!onePartitionEach || !states.containsKey(counter)) {
      return;
    }
    int partition = partition(counter);
    nowNanos += 1000;
    history.deletions.add(new Deletion(
        counter, state(counter), new RecordPosition(log, partition, offsets[partition]), nowNanos));
    nowNanos += 1000;
    states.remove(counter);
  }

  private void breakAndCure(String counter) {
    CounterState before = state(counter);
    long fromNanos = early();
    for (int i = random.nextInt(4); i > 0; i--) {
      RecordPosition position = next(counter);
      CounterCommand command = command("id-" + position, counter, random, before);
      history.commands.put(position, new DecodedCommand.Valid(command));
      result(position, OutcomeTopic.REJECTED, Optional.of(Outcomes.unusable(command)));
      history.calls.put(position, new History.Call(early(), late()));
      nowNanos += random.nextInt(1, 20);
    }
    nowNanos += 60;
    edit(counter);
    Edit cure = history.edits.get(history.edits.size() - 1);
    history.unusable.add(new UnusablePeriod(counter, before, fromNanos, cure.returnedNanos()));
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
    CounterCommand command = command("id-" + position, counter, random, state(counter));
    Outcome outcome = Outcomes.decide(command, state(counter));
    states.put(counter, outcome.state().orElseThrow());
    history.commands.put(position, new DecodedCommand.Valid(command));
    result(position, OutcomeKind.of(outcome).topic(), Optional.of(outcome));
    if (random.nextInt(5) > 0) {
      history.calls.put(position, new History.Call(early(), late()));
    }
  }

  /** Returns a command that applies about half of the time. */
  static CounterCommand command(
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
    return new CounterCommand(id, counter, delta, expected, version)
        .within(bounds(random, state.value()));
  }

  private static Bounds bounds(SplittableRandom random, long value) {
    return switch (random.nextInt(6)) {
      case 0 -> Bounds.atLeast(value + random.nextLong(-3, 3));
      case 1 -> Bounds.atMost(value + random.nextLong(-2, 4));
      default -> Bounds.NONE;
    };
  }

  private CounterState state(String counter) {
    return states.getOrDefault(counter, CounterState.ABSENT);
  }

  private void result(RecordPosition command, OutcomeTopic topic, Optional<Outcome> outcome) {
    history.outcomes.add(new OutcomeRecord(
        topic,
        command.partition(),
        1_000_000L * command.log() + 1000 * command.offset(),
        command,
        outcome));
  }

  private long early() {
    return nowNanos - random.nextInt(60);
  }

  private long late() {
    return nowNanos + random.nextInt(60);
  }
}
