package io.counterstream.cli.terminal;

import java.util.Map;
import java.util.Properties;
import picocli.CommandLine.Model.CommandSpec;

/**
 * What the outputs of the process are connected to.
 *
 * @param isOut whether standard output is a terminal
 * @param isErr whether standard error is a terminal
 * @param hasColours whether text on a terminal may have colours
 */
public record Screen(boolean isOut, boolean isErr, boolean hasColours) {
  /** No output is a terminal. */
  public static final Screen NONE = new Screen(false, false, false);

  // Java can't tell the streams apart; the launcher can.
  private static final String OUT_PROPERTY = "counterstream.terminal.out";
  private static final String ERR_PROPERTY = "counterstream.terminal.err";

  /** Returns what this process is connected to. */
  public static Screen ofProcess() {
    return of(System.getProperties(), System.getenv());
  }

  /** Returns what the launcher has found; without it, what the console says. */
  public static Screen of(Properties properties, Map<String, String> environment) {
    String console = Boolean.toString(System.console() != null);
    return new Screen(
        Boolean.parseBoolean(properties.getProperty(OUT_PROPERTY, console)),
        Boolean.parseBoolean(properties.getProperty(ERR_PROPERTY, console)),
        environment.getOrDefault("NO_COLOR", "").isEmpty()
            && !"dumb".equals(environment.get("TERM")));
  }

  /** Returns whether standard output has colours. */
  public boolean coloursOut() {
    return isOut && hasColours;
  }

  /** Returns the width of the terminal now, in columns; 80 if it is not known. */
  public static int columns() {
    return CommandSpec.create().usageMessage().autoWidth(true).width();
  }
}
