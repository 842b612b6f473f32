package io.counterstream.contract.json;

/** The bytes are not an outcome: another program wrote the record. Skip it or stop. */
public final class MalformedOutcomeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Takes a message that says what was expected and what was found. */
  public MalformedOutcomeException(String message) {
    super(message);
  }
}
