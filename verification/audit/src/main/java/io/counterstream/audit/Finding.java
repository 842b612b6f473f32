package io.counterstream.audit;

import java.util.Objects;

/**
 * A violation of a check.
 *
 * @param check the check that failed
 * @param what the record or counter, what was expected and what was found
 */
public record Finding(Check check, String what) {
  /** Checks that nothing is missing. */
  public Finding {
    Objects.requireNonNull(check, "check");
    Objects.requireNonNull(what, "what");
  }

  @Override
  public String toString() {
    return check + ": " + what;
  }
}
