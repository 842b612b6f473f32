package io.counterstream.core;

import java.util.function.BiPredicate;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/**
 * The table's conditions and contents.
 *
 * @param condition whether a put that saw the first item may replace the second
 * @param blindUpdate whether a blind update is accepted, and the item that it writes
 * @param stored what the table stores of an item that was put, given what it holds
 * @param edited the item after another writer's edit, given it before and after
 * @param others what a put leaves of the attributes of other programs
 */
public record TableRules(
    BiPredicate<CounterItem, CounterItem> condition,
    BlindUpdateRule blindUpdate,
    BinaryOperator<CounterItem> stored,
    BinaryOperator<CounterItem> edited,
    UnaryOperator<String> others) {
  /** The rules of production. */
  public static final TableRules REAL = new TableRules(
      ConditionTerm.all(),
      BlindUpdateTerm.all(),
      (held, put) -> put,
      (before, after) -> after,
      others -> others);

  static Rules onCondition(BiPredicate<CounterItem, CounterItem> weakened) {
    return Rules.with(
        new TableRules(weakened, REAL.blindUpdate, REAL.stored, REAL.edited, REAL.others));
  }

  static Rules onBlindUpdate(BlindUpdateRule weakened) {
    return Rules.with(
        new TableRules(REAL.condition, weakened, REAL.stored, REAL.edited, REAL.others));
  }

  static Rules storing(UnaryOperator<CounterItem> less) {
    return storing((held, put) -> less.apply(put));
  }

  static Rules storing(BinaryOperator<CounterItem> other) {
    return Rules.with(
        new TableRules(REAL.condition, REAL.blindUpdate, other, REAL.edited, REAL.others));
  }

  static Rules leaving(UnaryOperator<String> others) {
    return Rules.with(
        new TableRules(REAL.condition, REAL.blindUpdate, REAL.stored, REAL.edited, others));
  }

  static Rules editing(BinaryOperator<CounterItem> more) {
    return Rules.with(
        new TableRules(REAL.condition, REAL.blindUpdate, REAL.stored, more, REAL.others));
  }
}
