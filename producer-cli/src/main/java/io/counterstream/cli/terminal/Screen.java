package io.counterstream.cli.terminal;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the two outputs of the process are connected to.
 *
 * @param isOut whether standard output is a terminal
 * @param isErr whether standard error is a terminal
 * @param hasColours whether what goes to a terminal may be coloured
 */
public record Screen(boolean isOut, boolean isErr, boolean hasColours) {
  /** Neither is a terminal. */
  public static final Screen NONE = new Screen(false, false, false);

  private static final int WIDTH_USUAL = 80;
  // Java can't ask for each stream by itself; the launcher can.
  private static final String OUT_PROPERTY = "counterstream.terminal.out";
  private static final String ERR_PROPERTY = "counterstream.terminal.err";
  private static final Pattern SIZE = Pattern.compile("\\d+ (\\d+)\\s*");

  /** Those of this process. */
  public static Screen ofProcess() {
    return of(System.getProperties(), System.getenv());
  }

  /** As the launcher tells, or the console where it doesn't. */
  public static Screen of(Properties properties, Map<String, String> environment) {
    String console = Boolean.toString(System.console() != null);
    return new Screen(
        Boolean.parseBoolean(properties.getProperty(OUT_PROPERTY, console)),
        Boolean.parseBoolean(properties.getProperty(ERR_PROPERTY, console)),
        environment.getOrDefault("NO_COLOR", "").isEmpty()
            && !"dumb".equals(environment.get("TERM")));
  }

  /** Whether what goes to standard output is to be coloured. */
  public boolean coloursOut() {
    return isOut && hasColours;
  }

  /** How many columns the terminal has now; 80 if it doesn't say. */
  public static int columns() {
    try {
      Process stty = new ProcessBuilder("stty", "size")
          .redirectInput(new File("/dev/tty"))
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start();
      String answer = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      Matcher size = SIZE.matcher(answer);
      return size.matches() && !size.group(1).equals("0")
          ? Integer.parseInt(size.group(1))
          : WIDTH_USUAL;
    } catch (IOException noSuchProgram) {
      return WIDTH_USUAL;
    }
  }
}
