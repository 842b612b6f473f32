package io.counterstream.core;

/**
 * How often in a row a counter's requests were in vain, so that the next one is delayed. Used by
 * one thread at a time.
 *
 * <p>One refused write is normal: its response has the item, and the next write follows at once. If
 * that is refused too, and no command was decided in between, others write the item as fast as we
 * do, or the table does not do what it should.
 */
final class Attempts {
  private int failures;
  private int refusals;

  /** A write was refused. */
  void refused() {
    refusals++;
  }

  /** A command was decided. */
  void progressed() {
    refusals = 0;
  }

  /** Another request starts; returns how many attempts to take into account. */
  int started() {
    failures = Math.max(0, refusals - 1);
    return failures;
  }

  /** The request failed and is sent again; returns how many attempts to take into account. */
  int failed() {
    return ++failures;
  }
}
