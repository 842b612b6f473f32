package io.counterstream.core;

import java.util.function.Function;

/**
 * What a simulation runs by: the real protocol, or one weakened in a single place.
 *
 * @param protocol makes the protocol, given the way to look a command up
 * @param table what the table checks and keeps
 * @param shortcut what the driver does wrong
 */
record Rules(
    Function<Function<LogPosition, LoggedCommand>, Protocol> protocol,
    TableRules table,
    Shortcut shortcut) {
  /** The rules of production. */
  static final Rules REAL = new Rules(unused -> new DecideOnce(), TableRules.REAL, Shortcut.NONE);

  static Rules with(Protocol weakened) {
    return with(unused -> weakened);
  }

  static Rules with(Function<Function<LogPosition, LoggedCommand>, Protocol> weakened) {
    return new Rules(weakened, REAL.table, Shortcut.NONE);
  }

  static Rules with(TableRules weakened) {
    return new Rules(REAL.protocol, weakened, Shortcut.NONE);
  }

  static Rules with(Shortcut taken) {
    return new Rules(REAL.protocol, REAL.table, taken);
  }
}
