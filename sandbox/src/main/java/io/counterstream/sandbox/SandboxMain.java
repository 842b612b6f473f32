package io.counterstream.sandbox;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.common.utils.internals.AppInfoParser;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sandbox}: runs a sandbox until Ctrl-C or SIGTERM. */
@Command(
    name = "sandbox",
    description = {
      "Run a real Kafka broker and DynamoDB Local, for development.",
      "",
      "Both run in this process. Only this machine reaches them (127.0.0.1), and there are no"
          + " passwords. Not for production."
    },
    sortOptions = false,
    showDefaultValues = true,
    optionListHeading = "%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:stopped by Ctrl-C or SIGTERM", "1:failed to start", "2:wrong usage"},
    footer = {
      "%nExamples:",
      "  counterstream sandbox                          all in memory, lost at the end",
      "  counterstream sandbox --directory ./sandbox    data is kept for the next start",
      "  counterstream sandbox --kafka-port 0 --table-port 0",
      "                                                 on free ports, which it prints"
    })
public final class SandboxMain implements Callable<Integer> {
  private static final String LOG_SETTINGS = "logback.configurationFile";
  private static final int KAFKA_PORT_USUAL = 9092;

  @Option(
      names = "--kafka-port",
      paramLabel = "PORT",
      defaultValue = "9092",
      description = "The port of Kafka; 0: a free one.")
  private int kafkaPort;

  @Option(
      names = "--table-port",
      paramLabel = "PORT",
      defaultValue = "8000",
      description = "The port of DynamoDB Local; 0: a free one.")
  private int tablePort;

  @Option(
      names = "--directory",
      paramLabel = "DIR",
      description = "The directory that keeps the data. Default: none, data is lost at the end.")
  private Path directory;

  @Option(
      names = "--partitions",
      paramLabel = "COUNT",
      defaultValue = "4",
      description = "Partitions of a topic that is created without a number of them.")
  private int partitions;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this and exit.")
  private boolean help;

  @Spec
  private CommandSpec spec;

  private SandboxMain() {}

  /** Runs the command alone; the process ends with its exit code. */
  public static void main(String[] arguments) {
    CommandLine command = new CommandLine(new SandboxMain())
        .setCommandName("counterstream sandbox")
        .setExecutionExceptionHandler(SandboxMain::explain)
        .setParameterExceptionHandler((failure, given) -> {
          failure
              .getCommandLine()
              .getErr()
              .println("counterstream sandbox: " + failure.getMessage()
                  + ". Try './counterstream sandbox --help'.");
          return CommandLine.ExitCode.USAGE;
        });
    System.exit(command.execute(arguments));
  }

  @Override
  public Integer call() throws InterruptedException {
    SandboxConfig config = config();
    if (System.getProperty(LOG_SETTINGS) == null) {
      System.setProperty(LOG_SETTINGS, "io/counterstream/sandbox/sandbox-logback.xml");
    }
    CompletableFuture<Sandbox> starting = new CompletableFuture<>();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(starting), "stop-sandbox"));
    try {
      Sandbox sandbox = Sandbox.start(config);
      describe(sandbox);
      starting.complete(sandbox);
    } catch (RuntimeException e) {
      starting.completeExceptionally(e);
      throw e;
    }
    new CountDownLatch(1).await();
    return 0;
  }

  private SandboxConfig config() {
    try {
      SandboxConfig config = SandboxConfig.defaults()
          .withKafkaPort(kafkaPort)
          .withTablePort(tablePort)
          .withPartitions(partitions);
      return directory == null ? config : config.withDirectory(directory);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage());
    }
  }

  private void describe(Sandbox sandbox) {
    String kafka = sandbox.bootstrapServers();
    String where = directory == null ? "nothing is kept" : "data in " + directory;
    String broker =
        kafka.endsWith(":" + KAFKA_PORT_USUAL) ? "" : " --set bootstrap.servers=" + kafka;
    spec.commandLine()
        .getOut()
        .printf(
            """
            Kafka %s     %s
            DynamoDB Local  %s
            Ready; %s. Ctrl-C stops both.

            Next, in another terminal:
              ./counterstream processor --provision --set table.endpoint=%s%s
              kcat -b %s -L
            """,
            AppInfoParser.getVersion(),
            kafka,
            sandbox.tableEndpoint(),
            where,
            sandbox.tableEndpoint(),
            broker,
            kafka)
        .flush();
  }

  /** Waits for a start in progress, because what it has created must be removed. */
  private static void stop(CompletableFuture<Sandbox> starting) {
    Sandbox sandbox = starting.exceptionally(failure -> null).join();
    if (sandbox != null) {
      sandbox.close();
      // Being stopped is how this command succeeds; the JVM alone would end with 128 + signal.
      Runtime.getRuntime().halt(0);
    }
  }

  private static int explain(
      Exception failure, CommandLine command, CommandLine.ParseResult parsed) {
    if (failure instanceof SandboxException) {
      command.getErr().println("counterstream sandbox: " + failure.getMessage());
    } else {
      failure.printStackTrace(command.getErr());
    }
    command.getErr().flush();
    return 1;
  }
}
