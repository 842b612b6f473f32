package io.counterstream.cli.terminal;

/** A failure that its message explains to the user, cure included; it ends the command. */
public final class CliException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ExitCode exitCode;

  private CliException(ExitCode exitCode, String message, Throwable cause) {
    super(message, cause);
    this.exitCode = exitCode;
  }

  /** Something outside failed; {@code cause} may be null. */
  public static CliException failed(String message, Throwable cause) {
    return new CliException(ExitCode.FAILED, message, cause);
  }

  /** What the user asked for can't be. */
  public static CliException usage(String message, Throwable cause) {
    return new CliException(ExitCode.USAGE, message, cause);
  }

  /** The command may or may not be decided later. */
  public static CliException noOutcome(String message) {
    return new CliException(ExitCode.NO_OUTCOME, message, null);
  }

  /** The code that the process should end with, 1 to 5. */
  public int exitCode() {
    return exitCode.code();
  }
}
