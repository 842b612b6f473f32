package io.counterstream.quickstart;

import io.counterstream.cli.CounterstreamCli;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Runs commands as a user types them, and shows their output. */
final class Tour {
  private static final String COUNTER = "page-views";
  private static final int APPLIED = 0;
  private static final int CONFLICT = 3;

  private final LocalDeployment deployment;
  private final PrintWriter out;
  private boolean asExpected = true;

  Tour(LocalDeployment deployment, PrintWriter out) {
    this.deployment = deployment;
    this.out = out;
  }

  /** Runs the tour; returns whether each command ended with the expected exit code. */
  boolean run() {
    out.println("Create a counter with an initial value, then add and subtract:");
    increment(APPLIED, "--by", "100", "--expected", "absent");
    increment(APPLIED, "--by", "1", "--expected", "100");
    increment(APPLIED, "--by", "41", "--expected", "101");
    increment(APPLIED, "--by", "-2", "--expected", "142");
    out.println();
    out.println("Someone who is out of sync gets the current value, and changes nothing:");
    increment(CONFLICT, "--by", "1", "--expected", "100");
    increment(APPLIED, "--by", "1", "--expected", "140");
    out.println();
    out.println("The item in the table, which is the authority:");
    TableView.print(deployment.tableEndpoint(), COUNTER, out);
    out.println();
    return asExpected;
  }

  private void increment(int exitCode, String... options) {
    List<String> shown = new ArrayList<>(List.of("increment", COUNTER));
    shown.addAll(List.of(options));
    List<String> where = List.of("--bootstrap-server", deployment.bootstrapServers());
    List<String> typed = new ArrayList<>(shown);
    if (!deployment.isKafkaOnDefaultPort()) {
      typed.addAll(where);
    }
    out.println("  $ ./counterstream " + String.join(" ", typed));
    out.print("    ");
    out.flush();
    shown.addAll(where);
    int ended = CounterstreamCli.commandLine().setOut(out).execute(shown.toArray(String[]::new));
    if (ended != exitCode) {
      asExpected = false;
      out.println("    exit code must be " + exitCode + ", was " + ended);
    }
  }
}
