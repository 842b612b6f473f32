package io.counterstream.analytics.app;

import io.counterstream.contract.settings.ProgramVersion;
import io.counterstream.contract.settings.PropertiesFile;
import io.counterstream.contract.settings.Secrets;
import io.counterstream.contract.settings.UnreadableFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;

/** {@code analytics}: runs an instance until SIGTERM or Ctrl-C. */
@Command(
    name = "analytics",
    versionProvider = AnalyticsCommand.Version.class,
    description = {
      "Watch the result topics: a live page, an API, and topics of statistics.",
      "",
      "It reads the result topics only. Instances with the same application.id share the"
          + " partitions. Settings come from --config, from the environment"
          + " (COUNTERSTREAM_HTTP_PORT is http.port) and from --set; a later source overrides an"
          + " earlier one."
    },
    sortOptions = false,
    optionListHeading = "%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:stopped by Ctrl-C or SIGTERM, or provisioned",
      "1:failed, or something that it needs is missing",
      "2:wrong usage"
    })
public final class AnalyticsCommand implements Callable<Integer> {
  @Option(names = "--config", paramLabel = "FILE", description = "A properties file of settings.")
  private Path config;

  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      description = "A setting; may be given more than once. See --settings. Everybody on the"
          + " machine sees it in the list of processes: passwords belong in the file or the"
          + " environment.")
  private List<String> set = new ArrayList<>();

  @Option(
      names = "--provision",
      description = "Create the topics to write that are missing, then run.")
  private boolean provision;

  @Option(
      names = "--provision-only",
      description = "Create the topics to write that are missing, then exit.")
  private boolean provisionOnly;

  @Option(names = "--settings", description = "Print all settings and what they mean, then exit.")
  private boolean settingsAsked;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this and exit.")
  private boolean help;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Show the version and exit.")
  private boolean version;

  private AnalyticsCommand() {}

  /** Runs the program; the process ends with its exit code. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new AnalyticsCommand())
        .setCommandName("counterstream analytics")
        .execute(arguments));
  }

  @Override
  public Integer call() throws InterruptedException {
    if (settingsAsked) {
      System.out.print(AnalyticsSettings.documentation());
      return CommandLine.ExitCode.OK;
    }
    try {
      AnalyticsSettings settings = AnalyticsSettings.of(given());
      AnalyticsLog.use(settings.text(AnalyticsKeys.LOG_FORMAT));
      return run(settings);
    } catch (UnusableException unusable) {
      System.err.println("counterstream analytics: " + Secrets.masked(unusable.getMessage()));
      return CommandLine.ExitCode.SOFTWARE;
    }
  }

  private int run(AnalyticsSettings settings) throws InterruptedException {
    if (provision || provisionOnly) {
      Analytics.provision(settings);
    }
    if (provisionOnly) {
      return CommandLine.ExitCode.OK;
    }
    Analytics analytics = Analytics.start(settings);
    // The JVM would end with 128 + the signal's number; stopping on request is no failure.
    Runtime.getRuntime()
        .addShutdownHook(new Thread(
            () -> {
              analytics.close();
              Runtime.getRuntime().halt(CommandLine.ExitCode.OK);
            },
            "shutdown"));
    System.out.println("The page: " + analytics.address());
    boolean failed = analytics.awaitEnd().isPresent();
    if (failed) {
      Runtime.getRuntime().halt(CommandLine.ExitCode.SOFTWARE);
    }
    return CommandLine.ExitCode.OK;
  }

  private Map<String, String> given() {
    Map<String, String> given = new TreeMap<>();
    if (config != null) {
      try {
        given.putAll(PropertiesFile.read(config));
      } catch (UnreadableFileException unreadable) {
        throw new UnusableException(
            "settings are not usable", List.of("--config: " + unreadable.getMessage()));
      }
    }
    given.putAll(AnalyticsSettings.fromEnvironment(System.getenv()));
    for (String each : set) {
      int at = each.indexOf('=');
      if (at <= 0) {
        throw new UnusableException(
            "settings are not usable",
            List.of("--set: expected NAME=VALUE, found no name and '='"));
      }
      given.put(each.substring(0, at), each.substring(at + 1));
    }
    return given;
  }

  /** The version, for {@code --version}. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {ProgramVersion.text()};
    }
  }
}
