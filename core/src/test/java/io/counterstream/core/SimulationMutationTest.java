package io.counterstream.core;

import static io.counterstream.core.ConditionTerm.OFFSET;
import static io.counterstream.core.ConditionTerm.OTHER_LOGS;
import static io.counterstream.core.ConditionTerm.SOURCE;
import static io.counterstream.core.ConditionTerm.VALUE;
import static io.counterstream.core.ConditionTerm.VERSION;
import static io.counterstream.core.ConditionTerm.allBut;
import static io.counterstream.core.ConditionTerm.only;
import static io.counterstream.core.SimulationAudit.Invariant.CHAINED;
import static io.counterstream.core.SimulationAudit.Invariant.ENDS;
import static io.counterstream.core.SimulationAudit.Invariant.ONE_OUTCOME;
import static io.counterstream.core.SimulationAudit.Invariant.OWNER_IS_NEVER_STALE;
import static io.counterstream.core.SimulationAudit.Invariant.RECORDED_FIRST;
import static io.counterstream.core.SimulationAudit.Invariant.RECORDED_ONCE;
import static io.counterstream.core.SimulationAudit.Invariant.SOUND;
import static io.counterstream.core.SimulationAudit.Invariant.STATE_WAS_REAL;
import static io.counterstream.core.SimulationAudit.Invariant.SUM;
import static io.counterstream.core.SimulationAudit.Invariant.TRUE_TO_THE_TABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.counterstream.core.SimulationAudit.Invariant;
import io.counterstream.core.journal.Journal;
import java.util.List;
import java.util.Locale;
import java.util.function.BiPredicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each rule of the protocol is needed: without it the simulation finds a broken invariant. */
class SimulationMutationTest {
  static Stream<Arguments> rules() {
    return Stream.of(
        row("no journal", Rules.with(Weakened.withoutJournal()), RECORDED_ONCE, 20),
        row(
            "a journal of the current batch only",
            Rules.with(Weakened.withJournalOfTheCurrentBatch()),
            OWNER_IS_NEVER_STALE,
            50),
        row(
            "a journal without its first entry that is not committed",
            Rules.with(Weakened.withoutTheFirstEntryNotCommitted()),
            OWNER_IS_NEVER_STALE,
            50),
        row(
            "a journal of at most three entries",
            Rules.with(Weakened.withTheLastEntriesOnly(3)),
            OWNER_IS_NEVER_STALE,
            500),
        row(
            "another log's record taken for ours",
            Rules.with(Weakened.takingAnyLogForOurs()),
            OWNER_IS_NEVER_STALE,
            50),
        row(
            "a stale command taken for an open one",
            Rules.with(Weakened.takingStaleForOpen()),
            SOUND,
            500),
        row(
            "a redelivered command decided against the present state",
            Rules.with(Weakened.decidingRedeliveriesAgainstThePresent()),
            TRUE_TO_THE_TABLE,
            500),
        row(
            "a redelivered command skipped without an outcome",
            Rules.with(Weakened.takingRedeliveredForStale()),
            ONE_OUTCOME,
            500));
  }

  static Stream<Arguments> lostRecords() {
    return Stream.of(
        row(
            "another command at the offset taken for the one that was decided",
            Rules.with(Weakened.comparingNoFingerprints()),
            RECORDED_FIRST,
            5_000),
        row(
            "only the newest command compared, without leader epochs",
            Rules.with(Weakened.comparingHashesOnly()),
            RECORDED_FIRST,
            20_000),
        row(Shortcut.HASHES_NO_COMMANDS, RECORDED_FIRST, 20_000));
  }

  static Stream<Arguments> puts() {
    return Stream.of(
        row(
            "conflicts that are not recorded",
            Rules.with(Weakened.recordingNoConflicts()),
            TRUE_TO_THE_TABLE,
            5_000),
        row(
            "overflows that are not recorded",
            Rules.with(Weakened.recordingNoOverflows()),
            TRUE_TO_THE_TABLE,
            20_000));
  }

  static Stream<Arguments> conditions() {
    return Stream.of(
        condition("no condition", (seen, actual) -> true, RECORDED_ONCE, 50),
        condition("of the value alone", only(VALUE), RECORDED_ONCE, 50),
        condition("of the state alone", only(VALUE, VERSION), RECORDED_ONCE, 50),
        condition("of the last writer alone", only(SOURCE, OFFSET), CHAINED, 100),
        condition("without value", allBut(VALUE), CHAINED, 500),
        condition("without value", allBut(VALUE), SUM, 500),
        condition("without version", allBut(VERSION), CHAINED, 5_000),
        condition("without offset", allBut(OFFSET), RECORDED_ONCE, 5_000),
        condition("without source", allBut(SOURCE), RECORDED_ONCE, 20_000),
        condition("without other logs", allBut(OTHER_LOGS), RECORDED_ONCE, 200_000),
        condition("of one log", allBut(SOURCE, OTHER_LOGS), RECORDED_ONCE, 500));
  }

  static Stream<Arguments> blindUpdates() {
    return Stream.of(
        update("without value", BlindUpdateTerm.allBut(BlindUpdateTerm.VALUE), CHAINED, 100),
        update("without version", BlindUpdateTerm.allBut(BlindUpdateTerm.VERSION), CHAINED, 5_000),
        update(
            "without source",
            BlindUpdateTerm.allBut(BlindUpdateTerm.SOURCE),
            RECORDED_ONCE,
            20_000),
        update(
            "without offset",
            BlindUpdateTerm.allBut(BlindUpdateTerm.OFFSET, BlindUpdateTerm.OFFSET_OF_THE_LAST),
            RECORDED_ONCE,
            500),
        update(
            "below its last command",
            BlindUpdateTerm.allBut(BlindUpdateTerm.OFFSET),
            RECORDED_ONCE,
            5_000),
        update("of no item", BlindUpdateTerm.takingNoItemForZero(), CHAINED, 500),
        update(
            "with an empty journal",
            BlindUpdateTerm.noting(journal -> Journal.EMPTY),
            OWNER_IS_NEVER_STALE,
            50),
        row(Shortcut.TAKES_NO_RESPONSE_FOR_A_DONE_BLIND_UPDATE, RECORDED_FIRST, 5_000),
        row(Shortcut.TAKES_REFUSED_BLIND_UPDATE_FOR_CONFLICT, RECORDED_FIRST, 500));
  }

  static Stream<Arguments> items() {
    return Stream.of(
        row(
            "an item that remembers the last command only",
            TableRules.storing(Weakened::rememberingTheLastCommand),
            OWNER_IS_NEVER_STALE,
            500),
        row(
            "an item that remembers the last writer only",
            TableRules.storing(Weakened::rememberingTheLastWriter),
            RECORDED_ONCE,
            5_000),
        row(
            "a journal relative to the item's value",
            TableRules.editing(Weakened::movingTheJournal),
            STATE_WAS_REAL,
            5_000));
  }

  static Stream<Arguments> shortcuts() {
    return Stream.of(
        row(Shortcut.PRUNES_WHAT_IS_ONLY_PROCESSED, OWNER_IS_NEVER_STALE, 100),
        row(Shortcut.PRUNES_WHAT_MAY_STILL_BE_ABORTED, OWNER_IS_NEVER_STALE, 5_000),
        row(Shortcut.FORGETS_MACHINES_BEFORE_COMMIT, OWNER_IS_NEVER_STALE, 5_000),
        row(Shortcut.RELEASES_WHAT_IS_NOT_COMMITTED, OWNER_IS_NEVER_STALE, 5_000),
        row(Shortcut.WAITS_FOR_THE_COMMIT_THAT_IT_BLOCKS, ENDS, 50),
        row(Shortcut.FORWARDS_WHAT_IS_NOT_RECORDED_YET, RECORDED_FIRST, 500),
        row(Shortcut.COMMITS_WHAT_IT_LOOKED_AHEAD_AT, ONE_OUTCOME, 50),
        row(Shortcut.TAKES_THE_TIME_FROM_A_CLOCK, TRUE_TO_THE_TABLE, 500),
        row(Shortcut.KNOWS_A_LOG_BY_ITS_TOPICS_NAME, OWNER_IS_NEVER_STALE, 500),
        row(Shortcut.TRIMS_OTHER_LOGS_BEYOND_THE_DECIDED_OFFSET, OWNER_IS_NEVER_STALE, 20_000),
        row(Shortcut.DELETES_ITEMS_AT_LAG_ZERO, RECORDED_ONCE, 20_000),
        row(Shortcut.TAKES_NO_RESPONSE_FOR_ACCEPTED, TRUE_TO_THE_TABLE, 100),
        row(Shortcut.TAKES_NO_RESPONSE_FOR_A_CONFLICT, TRUE_TO_THE_TABLE, 100),
        row(Shortcut.TAKES_REFUSED_FOR_CONFLICT, TRUE_TO_THE_TABLE, 50),
        row(Shortcut.SENDS_REFUSED_ON_ANOTHER_CONDITION, CHAINED, 100),
        row(Shortcut.FORGETS_WHAT_OTHERS_ERASED, OWNER_IS_NEVER_STALE, 5_000),
        row(Shortcut.TAKES_LATE_RESPONSES, RECORDED_FIRST, 5_000),
        row(Shortcut.COMMITS_WITHOUT_FENCING, ONE_OUTCOME, 50));
  }

  static Stream<Arguments> decidedOffsets() {
    return Stream.of(
        row(Shortcut.IGNORES_THE_DECIDED_OFFSET, OWNER_IS_NEVER_STALE, 500),
        row(Shortcut.IGNORES_THE_DECIDED_OFFSET, ONE_OUTCOME, 500),
        row(Shortcut.TAKES_THE_DECIDED_OFFSET_OF_A_DELETED_TOPIC, ONE_OUTCOME, 500),
        row(Shortcut.READS_THE_DECIDED_OFFSET_TOO_EARLY, ONE_OUTCOME, 5_000),
        row(Shortcut.WRITES_THE_DECIDED_OFFSET_BEFORE_THE_TRANSACTION, ONE_OUTCOME, 5_000),
        row(Shortcut.WRITES_THE_DECIDED_OFFSET_AFTER_THE_TRANSACTION, ONE_OUTCOME, 5_000),
        row(Shortcut.SETS_THE_DECIDED_OFFSET_BACK, OWNER_IS_NEVER_STALE, 5_000),
        row(Shortcut.WRITES_A_DECIDED_OFFSET_ONE_TOO_HIGH, ONE_OUTCOME, 5_000));
  }

  static Arguments condition(
      String condition,
      BiPredicate<CounterItem, CounterItem> weakened,
      Invariant broken,
      int schedulesMax) {
    return row("condition " + condition, TableRules.onCondition(weakened), broken, schedulesMax);
  }

  private static Arguments update(
      String update, BlindUpdateRule weakened, Invariant broken, int schedulesMax) {
    return row("blind update " + update, TableRules.onBlindUpdate(weakened), broken, schedulesMax);
  }

  static Arguments row(Shortcut shortcut, Invariant broken, int schedulesMax) {
    String name = shortcut.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    return row(name, Rules.with(shortcut), broken, schedulesMax);
  }

  static Arguments row(String mutation, Rules rules, Invariant broken, int schedulesMax) {
    return arguments(mutation, rules, broken, schedulesMax);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({
    "rules",
    "lostRecords",
    "puts",
    "conditions",
    "blindUpdates",
    "items",
    "io.counterstream.core.UnusableItemMutations#rows",
    "io.counterstream.core.CheckMutations#rows",
    "io.counterstream.core.DeletionMutations#rows",
    "io.counterstream.core.WrongBounds#rows",
    "shortcuts",
    "decidedOffsets"
  })
  void isCaught(String mutation, Rules rules, Invariant broken, int schedulesMax) {
    long seed = 0;
    while (seed < schedulesMax && !breaks(seed, rules, broken)) {
      seed++;
    }
    System.out.printf("%,8d schedules until %s: %s%n", seed + 1, broken, mutation);
    assertThat(seed).as("schedules until %s", broken).isLessThan(schedulesMax);
  }

  @Test
  void eachInvariantIsBrokenByOneOfThem() {
    assertThat(Stream.of(
                rules(),
                lostRecords(),
                puts(),
                conditions(),
                blindUpdates(),
                items(),
                UnusableItemMutations.rows(),
                CheckMutations.rows(),
                DeletionMutations.rows(),
                WrongBounds.rows(),
                shortcuts(),
                decidedOffsets())
            .flatMap(rows -> rows)
            .map(row -> row.get()[2]))
        .contains((Object[]) Invariant.values());
  }

  @Test
  void deletingItemsWhenAllProcessorsAndRequestsHaveEndedBreaksNothing() {
    Rules rules = Rules.with(Shortcut.DELETES_ITEMS_WHEN_ALL_HAS_ENDED);
    Coverage coverage = new Coverage();
    for (long seed = 0; seed < 5_000; seed++) {
      assertThat(violations(seed, rules, coverage)).as("seed %d", seed).isEmpty();
    }
    assertThat(coverage.never()).doesNotContain(Coverage.Event.ITEM_DELETED);
  }

  private static boolean breaks(long seed, Rules rules, Invariant invariant) {
    return violations(seed, rules, new Coverage()).stream()
        .anyMatch(violation -> violation.invariant() == invariant);
  }

  private static List<Violation> violations(long seed, Rules rules, Coverage coverage) {
    Choices choices = new SeededChoices(seed, SimulationSchedule.Recorder.NONE);
    return Simulation.run(choices, rules, coverage, Trace.off());
  }
}
