package io.counterstream.quickstart;

import io.counterstream.processor.app.CounterProcessor;
import io.counterstream.sandbox.Sandbox;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code counterstream quickstart}: servers, processor and a tour, for the first five minutes. */
@Command(
    name = "counterstream quickstart",
    description = {
      "Starts a real Kafka broker, a real DynamoDB Local and the processor in this process, sends"
          + " a few commands, and shows their outcomes and the table.",
      "Then it stays up for you to play with, until Ctrl-C. Only this machine reaches it, and"
          + " nothing is kept.%n"
    },
    sortOptions = false,
    footerHeading = "%nExit codes:%n",
    footer = {
      "  0  ended after the tour (--once) or by Ctrl-C",
      "  1  something could not start, or the tour went wrong",
      "  2  the command line is not usable"
    })
public final class QuickstartMain implements Callable<Integer> {
  private static final String LOG_SETTINGS = "logback.configurationFile";
  private static final Duration START_TIMEOUT = Duration.ofSeconds(60);

  @Option(names = "--once", description = "End after the tour.")
  private boolean once;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this and exit.")
  private boolean help;

  @Spec
  private CommandSpec spec;

  /** The tour is over, and the user plays until Ctrl-C. */
  private volatile boolean playing;

  private QuickstartMain() {}

  /** Runs the command; the process ends with its exit code. */
  public static void main(String[] arguments) {
    if (System.getProperty(LOG_SETTINGS) == null) {
      System.setProperty(LOG_SETTINGS, "io/counterstream/quickstart/logback.xml");
    }
    CommandLine command = new CommandLine(new QuickstartMain())
        .setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8))
        .setParameterExceptionHandler((failure, given) -> {
          failure
              .getCommandLine()
              .getErr()
              .println("counterstream quickstart: " + failure.getMessage()
                  + ". Try './counterstream quickstart --help'.");
          return CommandLine.ExitCode.USAGE;
        })
        .setExecutionExceptionHandler((failure, line, parsed) -> {
          line.getErr().println("counterstream quickstart: " + failure.getMessage());
          return CommandLine.ExitCode.SOFTWARE;
        });
    System.exit(command.execute(arguments));
  }

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    out.println("Starting Kafka, DynamoDB Local and the processor in this process…");
    Sandbox sandbox = UsualPorts.start();
    CounterProcessor processor = LocalProcessor.start(sandbox);
    Runtime.getRuntime()
        .addShutdownHook(new Thread(
            () -> {
              processor.close();
              sandbox.close();
              if (playing) {
                // Being stopped is how this command succeeds, not 128 + signal.
                Runtime.getRuntime().halt(CommandLine.ExitCode.OK);
              }
            },
            "stop-quickstart"));
    if (!processor.awaitRunning(START_TIMEOUT)) {
      throw new IllegalStateException("the processor does not run after " + START_TIMEOUT);
    }
    out.printf(
        "  Kafka           %s%n  DynamoDB Local  %s%n%n",
        sandbox.bootstrapServers(), sandbox.tableEndpoint());
    boolean asExpected = new Tour(sandbox, out).run();
    if (once) {
      return asExpected ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }
    NextSteps.print(sandbox, out);
    playing = true;
    new CountDownLatch(1).await();
    return CommandLine.ExitCode.OK;
  }
}
