package io.counterstream.contract.json;

/** The bytes are no outcome: the record comes from somebody else; skip it or stop. */
public final class MalformedOutcomeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With what was expected and what was found. */
  public MalformedOutcomeException(String message) {
    super(message);
  }
}
