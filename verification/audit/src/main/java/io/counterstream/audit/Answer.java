package io.counterstream.audit;

import io.counterstream.contract.Outcome;
import io.counterstream.contract.Outcome.Rejected;
import java.util.Optional;

/** What a result says about its command. */
enum Answer {
  /** It applied. */
  APPLIED(Kind.APPLIED),
  /** Its expectation failed. */
  CONFLICT(Kind.CONFLICT),
  /** The value would not fit. */
  OVERFLOW(Kind.REJECTED),
  /** It has a fault in a field. */
  INVALID(Kind.REJECTED),
  /** Its key is not its counter. */
  WRONG_KEY(Kind.REJECTED),
  /** It is rejected for a reason that the contract doesn't know. */
  UNKNOWN_REASON(Kind.REJECTED),
  /** No outcome: it is set aside, or the result can't be read. */
  NONE(Kind.DEAD_LETTER);

  private final Kind home;

  Answer(Kind home) {
    this.home = home;
  }

  /** The topic that it belongs to. */
  Kind home() {
    return home;
  }

  static Answer of(Optional<Outcome> outcome) {
    if (outcome.isEmpty()) {
      return NONE;
    }
    if (outcome.get() instanceof Rejected rejected) {
      return of(rejected.reason());
    }
    return outcome.get().type() == Outcome.Type.APPLIED ? APPLIED : CONFLICT;
  }

  /** The rejection for this reason. */
  static Answer of(String reason) {
    return switch (reason) {
      case Rejected.OVERFLOW -> OVERFLOW;
      case Rejected.INVALID -> INVALID;
      case Rejected.WRONG_KEY -> WRONG_KEY;
      default -> UNKNOWN_REASON;
    };
  }
}
