package io.counterstream.core.table;

/** The table's service could not be used for set-up: correct the settings, or try again later. */
public final class TableUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With what the service said. */
  public TableUnavailableException(Throwable cause) {
    super(cause.getMessage(), cause);
  }
}
