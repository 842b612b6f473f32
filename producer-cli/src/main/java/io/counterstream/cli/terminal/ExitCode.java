package io.counterstream.cli.terminal;

import io.counterstream.contract.Outcome;

/** What the process says to the script that called it. */
public enum ExitCode {
  /** The command applied, or everything was done. */
  APPLIED(0),
  /** Anything without a code of its own. */
  FAILED(1),
  /** The command line is wrong. */
  USAGE(2),
  /** The expectation failed: nothing changed. */
  CONFLICT(3),
  /** The command can never apply. */
  REJECTED(4),
  /** The outcome is not known yet. */
  NO_OUTCOME(5);

  // For annotations, which take constants only.
  public static final String FAILED_HELP = "1:failed: no broker, no topic, not allowed, …";
  public static final String USAGE_HELP = "2:wrong usage";
  public static final String REJECTED_HELP = "4:rejected: the command can never apply";
  public static final String NO_OUTCOME_HELP = "5:no outcome in time: it may still come";

  private final int code;

  ExitCode(int code) {
    this.code = code;
  }

  /** As a number, 0 to 5. */
  public int code() {
    return code;
  }

  /** The code that tells how a command ended. */
  public static ExitCode of(Outcome outcome) {
    return switch (outcome.type()) {
      case APPLIED -> APPLIED;
      case CONFLICT -> CONFLICT;
      case REJECTED -> REJECTED;
    };
  }
}
