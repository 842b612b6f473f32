package io.counterstream.audit;

import io.counterstream.contract.Outcome;
import io.counterstream.contract.Outcome.Rejected;
import java.util.Optional;

/** The type of an outcome; of a rejection also the reason. */
enum OutcomeKind {
  /** The command applied. */
  APPLIED(OutcomeTopic.APPLIED),
  /** The command's expectation failed. */
  CONFLICT(OutcomeTopic.CONFLICT),
  /** The value would not lie within the command's bounds. */
  OUT_OF_BOUNDS(OutcomeTopic.CONFLICT),
  /** The value would not fit into 64 bits. */
  OVERFLOW(OutcomeTopic.REJECTED),
  /** A field of the command is invalid. */
  INVALID(OutcomeTopic.REJECTED),
  /** The record's key is not the command's counter. */
  WRONG_KEY(OutcomeTopic.REJECTED),
  /** The item holds no valid state. */
  UNUSABLE(OutcomeTopic.REJECTED),
  /** The command was sent before. */
  REPEATED(OutcomeTopic.REJECTED),
  /** Another command of the counter has the id. */
  ID_REUSED(OutcomeTopic.REJECTED),
  /** A rejection or conflict for a reason that the contract does not define. */
  UNKNOWN_REASON(OutcomeTopic.REJECTED),
  /** No outcome: a dead letter, or a record that cannot be read as an outcome. */
  NONE(OutcomeTopic.DEAD_LETTER);

  private final OutcomeTopic topic;

  OutcomeKind(OutcomeTopic topic) {
    this.topic = topic;
  }

  /** Returns the topic that outcomes of this kind belong to. */
  OutcomeTopic topic() {
    return topic;
  }

  /** Whether it says nothing of the counter, because an earlier command has the id. */
  boolean isRepeat() {
    return this == REPEATED || this == ID_REUSED;
  }

  static OutcomeKind of(Optional<Outcome> outcome) {
    return outcome.map(OutcomeKind::of).orElse(NONE);
  }

  static OutcomeKind of(Outcome outcome) {
    if (outcome instanceof Rejected rejected) {
      return switch (rejected.reason()) {
        case Rejected.OVERFLOW -> OVERFLOW;
        case Rejected.INVALID -> INVALID;
        case Rejected.WRONG_KEY -> WRONG_KEY;
        case Rejected.UNUSABLE -> UNUSABLE;
        case Rejected.REPEATED -> REPEATED;
        case Rejected.ID_REUSED -> ID_REUSED;
        default -> UNKNOWN_REASON;
      };
    }
    if (outcome instanceof Outcome.Conflict conflict) {
      return switch (conflict.cause()) {
        case Outcome.Conflict.EXPECTED -> CONFLICT;
        case Outcome.Conflict.BOUNDS -> OUT_OF_BOUNDS;
        default -> UNKNOWN_REASON;
      };
    }
    return APPLIED;
  }
}
