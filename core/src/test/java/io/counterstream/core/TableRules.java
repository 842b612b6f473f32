package io.counterstream.core;

import java.util.function.BiPredicate;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/**
 * The table's conditions and contents.
 *
 * @param condition whether a put that saw the first item may replace the second
 * @param blindUpdate whether a blind update is accepted, and the item that it writes
 * @param stored what the table stores of an item that was put
 * @param edited the item after another writer's edit, given it before and after
 */
public record TableRules(
    BiPredicate<CounterItem, CounterItem> condition,
    BlindUpdateRule blindUpdate,
    UnaryOperator<CounterItem> stored,
    BinaryOperator<CounterItem> edited) {
  /** The rules of production. */
  public static final TableRules REAL = new TableRules(
      ConditionTerm.all(), BlindUpdateTerm.all(), item -> item, (before, after) -> after);

  static Rules onCondition(BiPredicate<CounterItem, CounterItem> weakened) {
    return Rules.with(new TableRules(weakened, REAL.blindUpdate, REAL.stored, REAL.edited));
  }

  static Rules onBlindUpdate(BlindUpdateRule weakened) {
    return Rules.with(new TableRules(REAL.condition, weakened, REAL.stored, REAL.edited));
  }

  static Rules storing(UnaryOperator<CounterItem> less) {
    return Rules.with(new TableRules(REAL.condition, REAL.blindUpdate, less, REAL.edited));
  }

  static Rules editing(BinaryOperator<CounterItem> more) {
    return Rules.with(new TableRules(REAL.condition, REAL.blindUpdate, REAL.stored, more));
  }
}
