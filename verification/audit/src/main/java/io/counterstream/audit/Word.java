package io.counterstream.audit;

import io.counterstream.contract.Expectation;

/** Which kind of expectation a command has. */
enum Word {
  /** Whatever the value. */
  ANY,
  /** No counter. */
  ABSENT,
  /** This value. */
  EXACTLY;

  static Word of(Expectation expected) {
    if (expected instanceof Expectation.Any) {
      return ANY;
    }
    return expected instanceof Expectation.Absent ? ABSENT : EXACTLY;
  }

  /** The value that is expected; 0 unless it is exactly one. */
  long valueOf(Expectation expected) {
    return expected instanceof Expectation.Exactly exactly ? exactly.value() : 0;
  }
}
