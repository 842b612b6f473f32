package io.counterstream.cli;

import io.counterstream.cli.terminal.CliException;
import io.counterstream.contract.settings.Secrets;
import java.io.PrintWriter;
import java.util.List;
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
    command
        .getErr()
        .println("counterstream: "
            + Secrets.masked(message(failure, Hints.of(failure).orElse(""))) + "Try '"
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

  /** Names an argument that is not known first: often it is what is missing, misspelt. */
  private static String message(ParameterException failure, String hint) {
    CommandLine command = failure.getCommandLine();
    List<String> unmatched = Secrets.maskedArguments(command.getUnmatchedArguments());
    String fault = lacksExpected(failure) ? EXPECTED_CHOICES : failure.getMessage() + ". ";
    if (unmatched.isEmpty()) {
      return fault + hint;
    }
    String notKnown = new UnmatchedArgumentException(command, unmatched).getMessage() + ". " + hint;
    if (failure instanceof UnmatchedArgumentException) {
      return notKnown;
    }
    boolean isMisspelt = failure instanceof MissingParameterException missing
        && missing.getMissing().stream()
            .anyMatch(argument ->
                argument instanceof OptionSpec option && hint.contains("'" + option.longestName()));
    return notKnown + (isMisspelt ? "" : fault);
  }

  private static boolean lacksExpected(ParameterException failure) {
    return failure instanceof MissingParameterException missing
        && missing.getMissing().stream()
            .anyMatch(argument ->
                argument instanceof OptionSpec option && option.longestName().equals("--expected"));
  }
}
