package io.counterstream.sandbox;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.common.utils.AppInfoParser;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command that runs a sandbox until Ctrl-C or SIGTERM. */
@Command(
    name = "counterstream sandbox",
    description = {
      "Runs a Kafka broker and a DynamoDB table service, both real, in one process.",
      "Only this machine reaches them (127.0.0.1); there are no passwords. For trying things out "
          + "and for development, not for production.%n"
    },
    sortOptions = false,
    showDefaultValues = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  counterstream sandbox                         all in memory, gone at the end",
      "  counterstream sandbox --directory ./sandbox   finds its topics and items again",
      "  counterstream sandbox --kafka-port 0 --table-port 0%n"
          + "                                                takes free ports and says which",
      "%nExit codes: 0 after Ctrl-C or SIGTERM, 1 if it can't start, 2 for wrong options."
    })
public final class SandboxMain implements Callable<Integer> {
  private static final String LOG_SETTINGS = "logback.configurationFile";
  private static final int KAFKA_PORT_USUAL = 9092;

  @Option(
      names = "--kafka-port",
      paramLabel = "PORT",
      defaultValue = "9092",
      description = "Where Kafka listens; 0 takes a free port.")
  private int kafkaPort;

  @Option(
      names = "--table-port",
      paramLabel = "PORT",
      defaultValue = "8000",
      description = "Where DynamoDB Local listens; 0 takes a free port.")
  private int tablePort;

  @Option(
      names = "--directory",
      paramLabel = "DIR",
      description = "Keeps all data here, for the next start. Without it, nothing is kept.")
  private Path directory;

  @Option(
      names = "--partitions",
      paramLabel = "COUNT",
      defaultValue = "4",
      description = "Partitions of a topic created without saying how many.")
  private int partitions;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Prints this text.")
  private boolean help;

  @Spec
  private CommandSpec spec;

  private SandboxMain() {}

  /** Runs the command; the process ends with its exit code. */
  public static void main(String[] arguments) {
    if (System.getProperty(LOG_SETTINGS) == null) {
      System.setProperty(LOG_SETTINGS, "io/counterstream/sandbox/sandbox-logback.xml");
    }
    CommandLine command = new CommandLine(new SandboxMain());
    command.setExecutionExceptionHandler(SandboxMain::explain);
    command.setParameterExceptionHandler((failure, given) -> {
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

  /** A start that is under way is waited for: what it has made must be removed, too. */
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
