package io.counterstream.analytics.model;

import io.counterstream.contract.Outcome;
import java.util.Optional;

/**
 * A fault in the result topics.
 *
 * @param type what is wrong
 * @param counter whose chain it is; empty if the record names none
 * @param message what was expected and what was found
 * @param before the neighbour before the fault
 * @param after the neighbour behind the fault, or the record at fault
 * @param place where the record behind the fault is
 */
public record Alert(
    Type type,
    Optional<String> counter,
    String message,
    Optional<Link> before,
    Optional<Link> after,
    OutcomePlace place) {

  /** What may be wrong. */
  public enum Type {
    /** Events between the two neighbours are in no topic. */
    MISSING("missing"),
    /** The value or version changed without an event. */
    EDITED("edited"),
    /** An event is there twice. */
    DOUBLED("doubled"),
    /** An event came after a later one of its log. */
    OUT_OF_ORDER("out-of-order"),
    /** A record is no outcome. */
    MALFORMED("malformed");

    private final String word;

    Type(String word) {
      this.word = word;
    }

    /** The word in messages. */
    public String word() {
      return word;
    }
  }

  static Alert of(Type type, String counter, String message, Link before, Link after) {
    return new Alert(
        type,
        Optional.of(counter),
        message,
        Optional.of(before),
        Optional.of(after),
        after.place());
  }

  /** Reports a record that is no outcome. */
  public static Alert malformed(OutcomePlace place, String message) {
    return new Alert(
        Type.MALFORMED, Optional.empty(), message, Optional.empty(), Optional.empty(), place);
  }

  /** The type of the outcome that the record behind the fault is, or should be. */
  public Outcome.Type outcomeType() {
    return place.type();
  }
}
