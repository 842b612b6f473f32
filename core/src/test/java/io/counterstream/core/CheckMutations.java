package io.counterstream.core;

import static io.counterstream.core.SimulationAudit.Invariant.CHECKS_LEAVE_NOTHING;
import static io.counterstream.core.SimulationAudit.Invariant.OWNER_IS_NEVER_STALE;
import static io.counterstream.core.SimulationAudit.Invariant.STATE_WAS_REAL;

import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Mutations of how checks are decided without a put. */
final class CheckMutations {
  private CheckMutations() {}

  static Stream<Arguments> rows() {
    return Stream.of(
        SimulationMutationTest.row(
            "checks decided against an item that was requested before they arrived",
            Rules.with(Weakened.decidingChecksAgainstTheKnownItem()),
            STATE_WAS_REAL,
            5_000),
        SimulationMutationTest.row(
            Shortcut.FORGETS_CHECKS_DECIDED_WITHOUT_A_PUT, OWNER_IS_NEVER_STALE, 5_000),
        SimulationMutationTest.row(
            Shortcut.TAKES_NO_RESPONSE_FOR_AN_ABSENT_ITEM, STATE_WAS_REAL, 5_000),
        SimulationMutationTest.row(Shortcut.WRITES_CHECKS, CHECKS_LEAVE_NOTHING, 500));
  }
}
