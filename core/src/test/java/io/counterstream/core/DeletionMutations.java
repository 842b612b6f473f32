package io.counterstream.core;

import static io.counterstream.core.SimulationAudit.Invariant.CHAINED;
import static io.counterstream.core.SimulationAudit.Invariant.RECORDED_ONCE;

import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Mutations of what deletes a counter and of what is left of it. */
final class DeletionMutations {
  private DeletionMutations() {}

  static Stream<Arguments> rows() {
    return Stream.of(
        SimulationMutationTest.row(
            "a tombstone without its logs",
            TableRules.storing(Weakened::withoutLogsIfDeleted),
            RECORDED_ONCE,
            500),
        SimulationMutationTest.row(
            "a version that restarts",
            TableRules.storing(Weakened::restartingTheVersion),
            CHAINED,
            500),
        SimulationMutationTest.row(
            "a counter that is created again and stays a tombstone",
            TableRules.storing(Weakened::keepingTheTombstone),
            CHAINED,
            5_000),
        SimulationMutationTest.row(
            "blind update of a tombstone",
            TableRules.onBlindUpdate(BlindUpdateTerm.allBut(BlindUpdateTerm.TOMBSTONE)),
            CHAINED,
            50_000),
        SimulationMutationTest.condition(
            "without the tombstone",
            ConditionTerm.allBut(ConditionTerm.TOMBSTONE),
            CHAINED,
            20_000),
        SimulationMutationTest.row(Shortcut.EXPIRES_ITEMS_TOO_EARLY, RECORDED_ONCE, 20_000));
  }
}
