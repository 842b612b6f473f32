package io.counterstream.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterstream.contract.CounterState;
import java.util.Collections;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Histories that look like faults but are right. */
class HarmlessTest {
  /**
   * A right history.
   *
   * @param because why it is right
   * @param change how it differs from the small run
   */
  private record Harmless(String because, Consumer<History> change) {
    @Override
    public String toString() {
      return because;
    }
  }

  static Stream<Harmless> changes() {
    return Stream.of(
        new Harmless("nothing happened", HarmlessTest::clear),
        new Harmless("outcomes are given in any order", h -> Collections.reverse(h.outcomes)),
        new Harmless("no times of clients are known", h -> h.calls.clear()),
        new Harmless("a counter that never was has no item", h -> h.items.remove("c")),
        new Harmless(
            "only conflicts were recorded for it", h -> h.items.put("d", CounterState.ABSENT)),
        new Harmless("a conflict may overlap the edit", h -> time(h, SmallRun.CONFLICT, 30, 200)),
        new Harmless(
            "it was sent when the edit returned", h -> time(h, SmallRun.CONFLICT, 80, 200)),
        new Harmless(
            "all may have been sent at once",
            h -> h.calls.replaceAll((position, call) -> new History.Call(0, 1000))),
        new Harmless(
            "the response of an edit may be lost", h -> h.edits.set(0, edit(70, Long.MAX_VALUE))),
        new Harmless("the last of deleted records were not decided", HarmlessTest::loseLast),
        new Harmless("the table did a command whose record was deleted", HarmlessTest::applyLost),
        new Harmless("Kafka commits an aborted outcome", HarmlessTest::repeatTorn),
        new Harmless("Kafka aborts an outcome of a committed transaction", HarmlessTest::abort),
        new Harmless("edits are given in any order", HarmlessTest::editAgain),
        new Harmless(
            "a check may be decided before or after a conflict of the same version",
            h -> time(h, SmallRun.CONFLICT, 61, 69)));
  }

  @ParameterizedTest
  @MethodSource("changes")
  void isNoFault(Harmless harmless) {
    History history = SmallRun.create();
    harmless.change.accept(history);
    assertThat(history.report().findings()).isEmpty();
    assertThat(history.report().holds()).isTrue();
  }

  private static void clear(History history) {
    history.commands.clear();
    history.outcomes.clear();
    history.edits.clear();
    history.calls.clear();
    history.items.clear();
  }

  private static void loseLast(History history) {
    history.outcomes.remove(history.outcomeOf(SmallRun.ELSEWHERE));
    history.calls.remove(SmallRun.ELSEWHERE);
    history.items.put("a", new CounterState(6, 4));
    history.removals.add(new Removal(0, 1, 0, 3));
  }

  private static void applyLost(History history) {
    loseLast(history);
    history.items.put("a", new CounterState(7, 5));
  }

  private static void repeatTorn(History history) {
    OutcomeRecord first = history.outcomeOf(SmallRun.ELSEWHERE);
    history.outcomes.add(
        new OutcomeRecord(first.topic(), 1, 1_000_000, first.command(), first.outcome()));
    history.torn.add(new TornRecords(first.topic(), 1, first.offset(), first.offset()));
  }

  private static void abort(History history) {
    OutcomeRecord aborted = history.outcomeOf(SmallRun.ELSEWHERE);
    history.outcomes.remove(aborted);
    history.calls.remove(SmallRun.ELSEWHERE);
    history.aborted.add(aborted);
  }

  private static void editAgain(History history) {
    CounterState again = new CounterState(9, 6);
    history.edits.add(0, new Edit("a", new CounterState(7, 5), again, 150, 160));
    history.items.put("a", again);
  }

  private static void time(History history, RecordPosition at, long sentNanos, long receivedNanos) {
    history.calls.put(at, new History.Call(sentNanos, receivedNanos));
  }

  private static Edit edit(long invokedNanos, long returnedNanos) {
    return new Edit(
        "a", new CounterState(5, 1), new CounterState(7, 2), invokedNanos, returnedNanos);
  }
}
