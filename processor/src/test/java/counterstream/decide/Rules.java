package counterstream.decide;

import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What a simulation runs by: the real protocol, or one weakened in a single place.
 *
 * @param protocol makes the protocol, given the way to look a command up
 * @param condition whether a put that saw the first item may replace the second
 * @param shortcut what the driver does wrong
 */
record Rules(
    Function<Function<LogPosition, LoggedCommand>, Protocol> protocol,
    BiPredicate<CounterItem, CounterItem> condition,
    Shortcut shortcut) {
  /** The rules of production. */
  static final Rules REAL = new Rules(unused -> new DecideOnce(), Rules::sameItem, Shortcut.NONE);

  /** A mistake of whoever drives the machine. */
  enum Shortcut {
    NONE,
    PRUNES_WHAT_IS_ONLY_PROCESSED,
    TAKES_NO_ANSWER_FOR_ACCEPTED,
    TAKES_REFUSED_FOR_CONFLICT,
    FORGETS_MACHINES_BEFORE_COMMIT,
    WAITS_FOR_THE_COMMIT_THAT_IT_BLOCKS
  }

  Rules with(Protocol weakened) {
    return new Rules(unused -> weakened, condition, shortcut);
  }

  Rules with(BiPredicate<CounterItem, CounterItem> weakened) {
    return new Rules(protocol, weakened, shortcut);
  }

  Rules with(Shortcut taken) {
    return new Rules(protocol, condition, taken);
  }

  private static boolean sameItem(CounterItem seen, CounterItem actual) {
    return seen.value() == actual.value()
        && seen.storedVersion().equals(actual.storedVersion())
        && lastWriter(seen).equals(lastWriter(actual))
        && otherLogs(seen).equals(otherLogs(actual));
  }

  private static Optional<LogPosition> lastWriter(CounterItem item) {
    return item.lastWriter().map(log -> new LogPosition(log.source(), log.offset()));
  }

  private static Set<LogRecord> otherLogs(CounterItem item) {
    return item.logs().stream().skip(1).collect(Collectors.toSet());
  }
}
