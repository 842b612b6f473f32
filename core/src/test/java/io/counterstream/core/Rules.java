package io.counterstream.core;

/**
 * The rules of a simulation: the real protocol, or one weakened in a single place.
 *
 * @param protocol the protocol
 * @param table what the table checks and keeps
 * @param shortcut the driver's mistake
 */
record Rules(Protocol protocol, TableRules table, Shortcut shortcut) {
  /** The rules of production. */
  static final Rules REAL = new Rules(new DecideOnce(), TableRules.REAL, Shortcut.NONE);

  static Rules with(Protocol weakened) {
    return new Rules(weakened, REAL.table, Shortcut.NONE);
  }

  static Rules with(TableRules weakened) {
    return new Rules(REAL.protocol, weakened, Shortcut.NONE);
  }

  static Rules with(Shortcut taken) {
    return new Rules(REAL.protocol, REAL.table, taken);
  }
}
