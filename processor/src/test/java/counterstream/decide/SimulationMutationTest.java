package counterstream.decide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import counterstream.contract.CounterState;
import counterstream.contract.Outcome;
import counterstream.decide.Audit.Invariant;
import counterstream.decide.Rules.Shortcut;
import counterstream.decide.journal.Journal;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each rule of the protocol is needed: without it the simulation sees the promise break. */
class SimulationMutationTest {
  private static final Rules RULES = Rules.REAL;
  private static final Protocol REAL = new DecideOnce();

  static Stream<Arguments> judgements() {
    return Stream.of(
        arguments("no journal", RULES.with(noJournal()), Invariant.RECORDED_ONCE, 20),
        arguments(
            "a journal of the current fold only",
            RULES.with(retaining((journal, committed) -> Journal.EMPTY)),
            Invariant.OWNER_IS_NEVER_STALE,
            50),
        arguments(
            "a journal without its first entry that is not committed",
            RULES.with(retaining((journal, committed) -> journal.from(committed + 1))),
            Invariant.OWNER_IS_NEVER_STALE,
            50),
        arguments(
            "another log's record taken for ours",
            RULES.with(judging(SimulationMutationTest::anySource)),
            Invariant.OWNER_IS_NEVER_STALE,
            50),
        arguments(
            "conflicts that leave without a put",
            new Rules(
                SimulationMutationTest::conflictsUnrecorded, RULES.condition(), Shortcut.NONE),
            Invariant.TRUE_TO_THE_TABLE,
            5_000));
  }

  static Stream<Arguments> conditions() {
    return Stream.of(
        arguments(
            "puts without a condition",
            RULES.with((seen, actual) -> true),
            Invariant.RECORDED_ONCE,
            50),
        arguments(
            "puts on condition of the value alone",
            RULES.with((seen, actual) -> seen.value() == actual.value()),
            Invariant.RECORDED_ONCE,
            50),
        arguments(
            "puts on condition of the state alone",
            RULES.with((seen, actual) -> seen.state().equals(actual.state())),
            Invariant.RECORDED_ONCE,
            50),
        arguments(
            "puts on condition of the last writer alone",
            RULES.with((seen, actual) -> writer(seen).equals(writer(actual))),
            Invariant.CHAINED,
            100));
  }

  static Stream<Arguments> shortcuts() {
    return Stream.of(
        arguments(
            "a journal pruned before the commit",
            RULES.with(Shortcut.PRUNES_WHAT_IS_ONLY_PROCESSED),
            Invariant.OWNER_IS_NEVER_STALE,
            100),
        arguments(
            "a refused put taken for a conflict",
            RULES.with(Shortcut.TAKES_REFUSED_FOR_CONFLICT),
            Invariant.TRUE_TO_THE_TABLE,
            50),
        arguments(
            "no answer taken for accepted",
            RULES.with(Shortcut.TAKES_NO_ANSWER_FOR_ACCEPTED),
            Invariant.TRUE_TO_THE_TABLE,
            100),
        arguments(
            "a full journal waits for the commit that it blocks",
            RULES.with(Shortcut.WAITS_FOR_THE_COMMIT_THAT_IT_BLOCKS),
            Invariant.ENDS,
            50),
        arguments(
            "machines forgotten before the commit",
            RULES.with(Shortcut.FORGETS_MACHINES_BEFORE_COMMIT),
            Invariant.OWNER_IS_NEVER_STALE,
            5_000));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"judgements", "conditions", "shortcuts"})
  void isCaught(String mutation, Rules rules, Invariant broken, int schedulesMax) {
    long seed = 0;
    while (seed < schedulesMax && !breaks(seed, rules, broken)) {
      seed++;
    }
    System.out.printf("%,6d schedules until %s: %s%n", seed + 1, broken, mutation);
    assertThat(seed).as("schedules until %s", broken).isLessThan(schedulesMax);
  }

  private static boolean breaks(long seed, Rules rules, Invariant invariant) {
    return Simulation.run(seed, rules, new Coverage(), Trace.off()).stream()
        .anyMatch(violation -> violation.invariant() == invariant);
  }

  /** One of the protocol's two judgements, the first. */
  private interface Judging {
    Standing standing(Optional<CounterItem> item, LogPosition command);
  }

  /** The second. */
  private interface Retaining {
    Journal retained(Journal journal, long committed);
  }

  private static Protocol protocol(Judging judging, Retaining retaining) {
    return new Protocol() {
      @Override
      public Standing standing(Optional<CounterItem> item, LogPosition command) {
        return judging.standing(item, command);
      }

      @Override
      public Journal retained(Journal journal, long committed) {
        return retaining.retained(journal, committed);
      }
    };
  }

  private static Protocol judging(Judging judging) {
    return protocol(judging, REAL::retained);
  }

  private static Protocol retaining(Retaining retaining) {
    return protocol(REAL::standing, retaining);
  }

  private static Protocol noJournal() {
    return protocol((item, command) -> Standing.OPEN, (journal, committed) -> Journal.EMPTY);
  }

  private static Standing anySource(Optional<CounterItem> item, LogPosition command) {
    LogSource writer =
        item.flatMap(CounterItem::lastWriter).map(LogRecord::source).orElse(command.source());
    return REAL.standing(item, new LogPosition(writer, command.offset()));
  }

  private static Protocol conflictsUnrecorded(Function<LogPosition, LoggedCommand> commands) {
    return judging((item, position) -> {
      Standing standing = REAL.standing(item, position);
      LoggedCommand logged = commands.apply(position);
      CounterState state = item.map(CounterItem::state).orElse(CounterState.ABSENT);
      boolean conflict =
          Decider.decide(logged.command(), logged.timestamp(), state) instanceof Outcome.Conflict;
      return standing instanceof Standing.Open && conflict
          ? new Standing.DecidedAgainst(state)
          : standing;
    });
  }

  private static Optional<LogPosition> writer(CounterItem item) {
    return item.lastWriter().map(log -> new LogPosition(log.source(), log.offset()));
  }
}
