package io.counterstream.cli.terminal;

import io.counterstream.contract.Outcome;

/** The exit codes of the process. */
public enum ExitCode {
  /** The command is applied, or everything is done. */
  APPLIED(0),
  /** Anything without a code of its own. */
  FAILED(1),
  /** The command line is wrong. */
  USAGE(2),
  /** The expectation or the bounds failed: nothing changed. */
  CONFLICT(3),
  /** The command was refused for another reason than its expectation or bounds. */
  REJECTED(4),
  /** The outcome is not known yet. */
  NO_OUTCOME(5);

  // Annotations take only constants.
  public static final String FAILED_HELP = "1:failed: no broker, no topic, not allowed, …";
  public static final String USAGE_HELP = "2:wrong usage";
  public static final String CONFLICT_HELP =
      "3:conflict: the expectation or the bounds failed, nothing changed";
  public static final String REJECTED_HELP =
      "4:rejected: the command was refused for another reason than its expectation or bounds";
  public static final String NO_OUTCOME_HELP = "5:no outcome in time: it may still come";

  private final int code;

  ExitCode(int code) {
    this.code = code;
  }

  /** Returns the number, 0 to 5. */
  public int code() {
    return code;
  }

  /** Returns the exit code for an outcome. */
  public static ExitCode of(Outcome outcome) {
    return switch (outcome.type()) {
      case APPLIED -> APPLIED;
      case CONFLICT -> CONFLICT;
      case REJECTED -> REJECTED;
    };
  }
}
