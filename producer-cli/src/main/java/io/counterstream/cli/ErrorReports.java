package io.counterstream.cli;

import io.counterstream.cli.terminal.CliException;
import java.io.PrintWriter;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Reports failures on standard error: one line that names the cure. A stack trace follows only if
 * the failure is a bug, or if the variable of the log asks for it.
 */
final class ErrorReports implements IParameterExceptionHandler, IExecutionExceptionHandler {
  private static final String EXPECTED_CHOICES = "--expected is missing: --expected 41 applies only"
      + " if the counter is exactly 41 (one that does not exist is 0), --expected any whatever it"
      + " is, --expected absent creates it. ";

  private final Map<String, String> environment;

  ErrorReports(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public int handleParseException(ParameterException failure, String[] arguments) {
    CommandLine command = failure.getCommandLine();
    String message = lacksExpected(failure) ? EXPECTED_CHOICES : failure.getMessage() + ". ";
    command
        .getErr()
        .println("counterstream: " + message + suggestion(failure) + "Try '"
            + command.getCommandSpec().qualifiedName() + " --help'.");
    return command.getCommandSpec().exitCodeOnInvalidInput();
  }

  @Override
  public int handleExecutionException(
      Exception failure, CommandLine command, ParseResult arguments) {
    boolean isExplained = failure.getClass().getName().startsWith("io.counterstream.");
    boolean isBug = failure instanceof RuntimeException && !isExplained;
    PrintWriter err = command.getErr();
    err.println("counterstream: "
        + (isExplained ? failure.getMessage() : "unexpected: " + failure)
        + (isExplained || isBug ? "" : "; " + ClientLog.VARIABLE + "=DEBUG shows more"));
    if (isBug || environment.containsKey(ClientLog.VARIABLE)) {
      failure.printStackTrace(err);
    }
    return failure instanceof CliException client
        ? client.exitCode()
        : command.getCommandSpec().exitCodeOnExecutionException();
  }

  private static String suggestion(ParameterException failure) {
    return failure instanceof UnmatchedArgumentException unmatched
            && !unmatched.getSuggestions().isEmpty()
        ? "Did you mean '" + unmatched.getSuggestions().get(0) + "'? "
        : "";
  }

  private static boolean lacksExpected(ParameterException failure) {
    return failure instanceof MissingParameterException missing
        && missing.getMissing().stream()
            .anyMatch(argument ->
                argument instanceof OptionSpec option && option.longestName().equals("--expected"));
  }
}
