package io.counterstream.client;

import io.counterstream.contract.Outcome;
import java.util.Optional;

/** What all kinds of outcome have, though not under one name. */
final class Outcomes {
  private Outcomes() {}

  /** The counter that it is about; empty for the rejection of a command that named none. */
  static Optional<String> counterOf(Outcome outcome) {
    if (outcome instanceof Outcome.Applied applied) {
      return Optional.of(applied.counter());
    }
    if (outcome instanceof Outcome.Conflict conflict) {
      return Optional.of(conflict.counter());
    }
    return ((Outcome.Rejected) outcome).counter();
  }
}
