package io.counterstream.core;

import static io.counterstream.core.ConditionTerm.VALUE;
import static io.counterstream.core.ConditionTerm.VERSION;
import static io.counterstream.core.SimulationAudit.Invariant.CHAINED;
import static io.counterstream.core.SimulationAudit.Invariant.OTHER_ATTRIBUTES_STAY;
import static io.counterstream.core.SimulationAudit.Invariant.OWNER_IS_NEVER_STALE;
import static io.counterstream.core.SimulationAudit.Invariant.RECORDED_ONCE;
import static io.counterstream.core.SimulationAudit.Invariant.TRUE_TO_THE_TABLE;
import static io.counterstream.core.SimulationAudit.Invariant.UNUSABLE_STAYS;

import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Mutations of what is done with unusable items and with attributes of other programs. */
final class UnusableItemMutations {
  private UnusableItemMutations() {}

  static Stream<Arguments> rows() {
    return Stream.of(
        SimulationMutationTest.row(
            "rejections as unusable that are not recorded",
            Rules.with(Weakened.recordingNoRejectionsAsUnusable()),
            TRUE_TO_THE_TABLE,
            5_000),
        SimulationMutationTest.row(
            "rejections as unusable recorded without moving the offset",
            TableRules.storing(Weakened::withoutProgressIfUnusable),
            RECORDED_ONCE,
            5_000),
        SimulationMutationTest.row(
            "rejections as unusable without an entry in the journal",
            TableRules.storing(Weakened::withoutEntriesOfUnusable),
            OWNER_IS_NEVER_STALE,
            5_000),
        SimulationMutationTest.row(
            "a fraction that a blind update moved and nothing restored",
            TableRules.storing(Weakened::withoutUndoing),
            UNUSABLE_STAYS,
            5_000),
        SimulationMutationTest.condition(
            "without an unusable value", ConditionTerm.ofUsableItems(VALUE), CHAINED, 5_000),
        SimulationMutationTest.condition(
            "without an unusable version", ConditionTerm.ofUsableItems(VERSION), CHAINED, 5_000),
        SimulationMutationTest.row(
            "a put of the whole item",
            TableRules.leaving(others -> ""),
            OTHER_ATTRIBUTES_STAY,
            500));
  }
}
