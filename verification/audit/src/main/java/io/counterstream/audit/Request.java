package io.counterstream.audit;

/**
 * What a command asks of its counter.
 *
 * @param delta what to add
 * @param word what kind of expectation it has
 * @param expected the value it expects, if it expects one
 * @param expectedVersion the version it expects, or {@link #ANY_VERSION}
 */
record Request(long delta, Word word, long expected, long expectedVersion) {
  static final long ANY_VERSION = -1;

  /** Whether it raises the version if it applies. All others are checks. */
  boolean changes() {
    return delta != 0 || word == Word.ABSENT;
  }
}
