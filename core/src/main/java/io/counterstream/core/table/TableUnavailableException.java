package io.counterstream.core.table;

import io.counterstream.contract.failure.ExplainedFailure;
import io.counterstream.contract.failure.Explanation;

/** The table's service refused a request or is unreachable: fix the settings or try again later. */
public final class TableUnavailableException extends RuntimeException implements ExplainedFailure {
  private static final long serialVersionUID = 1L;

  private final transient Explanation explanation;
  private final Prospect prospect;

  /** Whether a later request may succeed. */
  public enum Prospect {
    /** It may, although nobody changes anything: try again. */
    MAY_PASS,
    /** Somebody has to change settings or rights first. */
    NEEDS_A_CHANGE
  }

  /** Creates it with the failure of the service, and what it means. */
  public TableUnavailableException(Explanation explanation, Throwable cause, Prospect prospect) {
    super(explanation.text(), cause);
    this.explanation = explanation;
    this.prospect = prospect;
  }

  @Override
  public Explanation explanation() {
    return explanation;
  }

  /** Whether a later request may succeed. */
  public Prospect prospect() {
    return prospect;
  }
}
