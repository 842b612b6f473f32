package io.counterstream.audit;

import java.util.Objects;

/**
 * Something that does not hold.
 *
 * @param check what should hold
 * @param what which record or counter, what was expected and what was found
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
