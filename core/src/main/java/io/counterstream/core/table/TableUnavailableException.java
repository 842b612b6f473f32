package io.counterstream.core.table;

/** The table's service refused a request or is unreachable: fix the settings or try again later. */
public final class TableUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Prospect prospect;

  /** Whether a later request may succeed. */
  public enum Prospect {
    /** It may, although nobody changes anything: try again. */
    MAY_PASS,
    /** Somebody has to change settings or rights first. */
    NEEDS_A_CHANGE
  }

  /** Creates it with the failure of the service, which needs a change. */
  public TableUnavailableException(Throwable cause) {
    this(cause, Prospect.NEEDS_A_CHANGE);
  }

  /** Creates it with the failure of the service. */
  public TableUnavailableException(Throwable cause, Prospect prospect) {
    super(cause.getMessage(), cause);
    this.prospect = prospect;
  }

  /** Whether a later request may succeed. */
  public Prospect prospect() {
    return prospect;
  }
}
