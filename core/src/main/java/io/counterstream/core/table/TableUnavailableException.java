package io.counterstream.core.table;

/** The table's service refused a request or is unreachable: fix the settings or try again later. */
public final class TableUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Creates it with the failure of the service. */
  public TableUnavailableException(Throwable cause) {
    super(cause.getMessage(), cause);
  }
}
