package io.counterstream.processor.engine;

/**
 * The log holds another command than the one that the table recorded at this offset: Kafka has lost
 * acknowledged records. Fatal: no offset of the log can be trusted any more.
 */
public final class LogRewrittenException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With a message that names counter, log and offset. */
  public LogRewrittenException(String message) {
    super(message);
  }
}
