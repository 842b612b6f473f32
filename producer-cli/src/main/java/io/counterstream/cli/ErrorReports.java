package io.counterstream.cli;

import io.counterstream.cli.terminal.CliException;
import io.counterstream.cli.terminal.ExitCode;
import java.io.PrintWriter;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Says what went wrong on standard error: a line with the cure, no stack trace. */
final class ErrorReports implements IParameterExceptionHandler, IExecutionExceptionHandler {
  /** The variable that asks for the Kafka clients' log, and for stack traces. */
  static final String LOG_VARIABLE = "COUNTERSTREAM_CLI_LOG";

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
        .println("counterstream: " + message + "Try '"
            + command.getCommandSpec().qualifiedName() + " --help'.");
    return ExitCode.USAGE.code();
  }

  @Override
  public int handleExecutionException(
      Exception failure, CommandLine command, ParseResult arguments) {
    PrintWriter err = command.getErr();
    if (failure instanceof CliException explained) {
      err.println("counterstream: " + explained.getMessage());
      trace(failure, err);
      return explained.exitCode();
    }
    err.println(
        "counterstream: unexpected: " + failure + "; " + LOG_VARIABLE + "=DEBUG shows more");
    trace(failure, err);
    return ExitCode.FAILED.code();
  }

  private void trace(Exception failure, PrintWriter err) {
    if (environment.containsKey(LOG_VARIABLE)) {
      failure.printStackTrace(err);
    }
  }

  private static boolean lacksExpected(ParameterException failure) {
    return failure instanceof MissingParameterException missing
        && missing.getMissing().stream()
            .anyMatch(argument ->
                argument instanceof OptionSpec option && option.longestName().equals("--expected"));
  }
}
