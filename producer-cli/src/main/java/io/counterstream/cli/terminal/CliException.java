package io.counterstream.cli.terminal;

/** A failure that ends the command. Its message explains it to the user and names the cure. */
public final class CliException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ExitCode exitCode;

  private CliException(ExitCode exitCode, String message, Throwable cause) {
    super(message, cause);
    this.exitCode = exitCode;
  }

  /** Returns a failure outside of the command line; {@code cause} may be null. */
  public static CliException failed(String message, Throwable cause) {
    return new CliException(ExitCode.FAILED, message, cause);
  }

  /** Returns a failure of the command line or its input; {@code cause} may be null. */
  public static CliException usage(String message, Throwable cause) {
    return new CliException(ExitCode.USAGE, message, cause);
  }

  /** Returns a failure to receive the outcome: the command may still be decided. */
  public static CliException noOutcome(String message) {
    return new CliException(ExitCode.NO_OUTCOME, message, null);
  }

  /** Returns the exit code of the process, 1 to 5. */
  public int exitCode() {
    return exitCode.code();
  }
}
