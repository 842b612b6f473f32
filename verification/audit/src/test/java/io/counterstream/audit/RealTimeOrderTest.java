package io.counterstream.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterstream.contract.CounterCommand;
import io.counterstream.contract.CounterState;
import io.counterstream.contract.Outcome;
import io.counterstream.contract.json.DecodedCommand;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The scan over versions and the search through all sequences agree. */
class RealTimeOrderTest {
  private static final int RUNS = 20_000;
  private static final Set<Check> SEQUENTIAL = EnumSet.of(
      Check.WRONG_DECISION, Check.BROKEN_CHAIN, Check.STATE_NEVER_EXISTED, Check.REAL_TIME_ORDER);

  @Test
  void aCounterIsFoundLinearizableIfAndOnlyIfItIs() {
    int linearizable = 0;
    int onlyTooLate = 0;
    for (long seed = 0; seed < RUNS; seed++) {
      History history = smallHistory(new SplittableRandom(seed));
      Set<Check> found = EnumSet.noneOf(Check.class);
      found.addAll(history.report().totals().keySet());
      found.retainAll(SEQUENTIAL);
      boolean searched = SequentialSearch.isLinearizable(history);
      assertThat(found.isEmpty()).as("seed %s: %s", seed, found).isEqualTo(searched);
      linearizable += searched ? 1 : 0;
      onlyTooLate += found.equals(Set.of(Check.REAL_TIME_ORDER)) ? 1 : 0;
    }
    assertThat(linearizable).isBetween(RUNS / 5, RUNS * 4 / 5);
    assertThat(onlyTooLate).isGreaterThan(RUNS / 10);
  }

  /**
   * Up to seven operations of one counter, decided one after the other, at times that have nothing
   * to do with it; now and then one with another outcome.
   */
  private static History smallHistory(SplittableRandom random) {
    History history = new History();
    CounterState state = CounterState.ABSENT;
    int operations = random.nextInt(1, 8);
    int spread = random.nextInt(1, 6);
    for (int i = 0; i < operations; i++) {
      long sentNanos = 2L * i + random.nextInt(-spread, spread + 1);
      long receivedNanos = sentNanos + random.nextInt(spread + 2);
      if (random.nextInt(6) == 0) {
        CounterState after = new CounterState(random.nextLong(-1, 2), state.version() + 1);
        history.edits.add(new Edit("a", state, after, sentNanos, receivedNanos));
        state = after;
        continue;
      }
      // Each in a partition of its own, so that there is no other order than that of time.
      RecordPosition position = new RecordPosition(i, 0);
      CounterCommand command = RandomRun.command("id-" + i, "a", random, state);
      Outcome outcome = Outcomes.decide(command, state);
      state = outcome.state().orElseThrow();
      history.commands.put(position, new DecodedCommand.Valid(command));
      Outcome seen = random.nextInt(25) == 0 ? other(outcome, state, random) : outcome;
      history.outcomes.add(
          new OutcomeRecord(OutcomeKind.of(seen).topic(), i, 0, position, Optional.of(seen)));
      if (random.nextInt(8) > 0) {
        history.calls.put(position, new History.Call(sentNanos, receivedNanos));
      }
    }
    return history;
  }

  private static Outcome other(Outcome outcome, CounterState state, SplittableRandom random) {
    long version = Math.max(1, state.version() + random.nextLong(-1, 2));
    return Outcomes.at(outcome, state.value() + random.nextLong(-1, 2), version);
  }
}
