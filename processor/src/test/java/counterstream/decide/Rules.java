package counterstream.decide;

import java.util.function.BiPredicate;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * What a simulation runs by: the real protocol, or one weakened in a single place.
 *
 * @param protocol makes the protocol, given the way to look a command up
 * @param condition whether a put that saw the first item may replace the second
 * @param stored what the table keeps of an item
 * @param edited what another writer's edit makes of an item, given it before and after
 * @param shortcut what the driver does wrong
 */
record Rules(
    Function<Function<LogPosition, LoggedCommand>, Protocol> protocol,
    BiPredicate<CounterItem, CounterItem> condition,
    UnaryOperator<CounterItem> stored,
    BinaryOperator<CounterItem> edited,
    Shortcut shortcut) {
  /** The rules of production. */
  static final Rules REAL = new Rules(
      unused -> new DecideOnce(),
      ConditionTerm.all(),
      item -> item,
      (before, after) -> after,
      Shortcut.NONE);

  static Rules with(Protocol weakened) {
    return with(unused -> weakened);
  }

  static Rules with(Function<Function<LogPosition, LoggedCommand>, Protocol> weakened) {
    return new Rules(weakened, REAL.condition, REAL.stored, REAL.edited, Shortcut.NONE);
  }

  static Rules onCondition(BiPredicate<CounterItem, CounterItem> weakened) {
    return new Rules(REAL.protocol, weakened, REAL.stored, REAL.edited, Shortcut.NONE);
  }

  static Rules storing(UnaryOperator<CounterItem> less) {
    return new Rules(REAL.protocol, REAL.condition, less, REAL.edited, Shortcut.NONE);
  }

  static Rules editing(BinaryOperator<CounterItem> more) {
    return new Rules(REAL.protocol, REAL.condition, REAL.stored, more, Shortcut.NONE);
  }

  static Rules with(Shortcut taken) {
    return new Rules(REAL.protocol, REAL.condition, REAL.stored, REAL.edited, taken);
  }
}
