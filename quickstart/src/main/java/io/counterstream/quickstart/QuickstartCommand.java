package io.counterstream.quickstart;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code quickstart}: servers, processor and a tour in one process. */
@Command(
    name = "quickstart",
    description = {
      "Run everything in one process, with a tour (--once: then exit).",
      "",
      "Starts a real Kafka broker, a real DynamoDB Local and the processor in this process, sends"
          + " a few commands, and shows their outcomes and the table. Then it keeps running, with"
          + " a live page and a little traffic, for you to try things out, until Ctrl-C. Only this"
          + " machine reaches it, and all data is lost at the end."
    },
    exitCodeList = {
      "0:ended after the tour (--once) or by Ctrl-C",
      "1:failed to start, or the tour went wrong",
      "2:wrong usage"
    })
public final class QuickstartCommand implements Callable<Integer> {
  private static final String LOG_SETTINGS = "logback.configurationFile";
  private static final Duration START_TIMEOUT = Duration.ofSeconds(60);

  @Option(names = "--once", description = "Exit after the tour.")
  private boolean once;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this and exit.")
  private boolean help;

  @Spec
  private CommandSpec spec;

  /** Whether the tour is over and Ctrl-C is the way to end the command. */
  private volatile boolean toured;

  /** After the tour, so that its commands are as fast as without. */
  private volatile Optional<LivePage> page = Optional.empty();

  @Override
  public Integer call() throws InterruptedException {
    if (System.getProperty(LOG_SETTINGS) == null) {
      System.setProperty(LOG_SETTINGS, "io/counterstream/quickstart/logback.xml");
    }
    PrintWriter out = spec.commandLine().getOut();
    out.println("Starting Kafka, DynamoDB Local and the processor in this process…");
    LocalDeployment deployment = LocalDeployment.start();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(deployment), "stop-quickstart"));
    if (!deployment.awaitRunning(START_TIMEOUT)) {
      spec.commandLine()
          .getErr()
          .println("counterstream: the processor did not start within " + START_TIMEOUT.toSeconds()
              + " s");
      return ExitCode.SOFTWARE;
    }
    out.printf(
        "  Kafka           %s%n  DynamoDB Local  %s%n%n",
        deployment.bootstrapServers(), deployment.tableEndpoint());
    boolean asExpected = new Tour(deployment, out).run();
    if (once) {
      return asExpected ? ExitCode.OK : ExitCode.SOFTWARE;
    }
    LivePage live = LivePage.start(deployment.bootstrapServers());
    page = Optional.of(live);
    out.printf(
        "  Live page       %s%n                  a little traffic of its own keeps it moving%n%n",
        live.address());
    NextSteps.print(deployment, out);
    toured = true;
    new CountDownLatch(1).await();
    return ExitCode.OK;
  }

  private void stop(LocalDeployment deployment) {
    page.ifPresent(LivePage::close);
    deployment.close();
    if (toured) {
      // Ctrl-C is the way to end this command: exit code 0, not 128 + signal.
      Runtime.getRuntime().halt(ExitCode.OK);
    }
  }
}
