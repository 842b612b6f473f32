package io.counterstream.cli;

import java.util.Map;

/** The log of the Kafka clients and the AWS SDK in commands of seconds: off unless asked for. */
final class ClientLog {
  /** The variable that asks for the log, and for stack traces. */
  static final String VARIABLE = "COUNTERSTREAM_CLI_LOG";

  private ClientLog() {}

  /** Must run before any logger is created. Without a log, no logging framework starts. */
  static void configure(Map<String, String> environment) {
    if (!environment.containsKey(VARIABLE)) {
      System.setProperty("slf4j.provider", "org.slf4j.helpers.NOP_FallbackServiceProvider");
      System.setProperty("slf4j.internal.verbosity", "ERROR");
    } else if (System.getProperty("logback.configurationFile") == null) {
      System.setProperty("logback.configurationFile", "io/counterstream/cli/logback-cli.xml");
    }
  }
}
