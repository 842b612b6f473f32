package io.counterstream.contract.advice;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Writes commands for messages, so that a POSIX shell into which they are pasted passes exactly the
 * given arguments, whatever characters they have.
 *
 * <ul>
 *   <li>A word of harmless characters stays as it is; others are in single quotes.
 *   <li>Characters that would move the cursor or reorder the line are written as the octal escapes
 *       of {@code printf}, which every shell has, unlike <code>$'…'</code>.
 *   <li>Where Java does not read arguments as UTF-8, all characters beyond ASCII are escaped, and
 *       the command sets a locale in which it does.
 * </ul>
 */
public final class ShellCommand {
  private static final String COUNTERSTREAM = "./counterstream";
  private static final String UTF_8_LOCALE = "LC_ALL=C.UTF-8 ";
  // A leading '=' is expanded by zsh, a leading '~' by all shells.
  private static final Pattern HARMLESS =
      Pattern.compile("[A-Za-z0-9_./:@%+,-][A-Za-z0-9_./:@%+,=-]*");
  private static final int ASCII_END = 0x80;

  private ShellCommand() {}

  /** Returns a command line that runs Counterstream with these arguments. */
  public static String counterstream(List<String> arguments) {
    boolean readsUtf8 = "UTF-8".equalsIgnoreCase(System.getProperty("sun.jnu.encoding"));
    return counterstream(arguments, readsUtf8);
  }

  static String counterstream(List<String> arguments, boolean readsUtf8) {
    boolean needsLocale = !readsUtf8
        && arguments.stream().anyMatch(word -> word.chars().anyMatch(c -> c >= ASCII_END));
    StringBuilder command =
        new StringBuilder(needsLocale ? UTF_8_LOCALE : "").append(COUNTERSTREAM);
    arguments.forEach(argument -> command.append(' ').append(word(argument, readsUtf8)));
    return command.toString();
  }

  /** Returns an argument as one word of a shell that reads UTF-8. */
  public static String word(String argument) {
    return word(argument, true);
  }

  private static String word(String argument, boolean readsUtf8) {
    if (HARMLESS.matcher(argument).matches()) {
      return argument;
    }
    if (argument.codePoints().allMatch(point -> isShown(point, readsUtf8))) {
      return quoted(argument);
    }
    // The shell removes line breaks from the end of what printf prints.
    String printed = argument.replaceAll("\n+$", "");
    StringBuilder format = new StringBuilder();
    printed.codePoints().forEach(point -> append(point, readsUtf8, format));
    return (printed.isEmpty() ? "" : "\"$(printf '" + format + "')\"")
        + (printed.length() == argument.length()
            ? ""
            : quoted(argument.substring(printed.length())));
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }

  /** Appends a character to the format of {@code printf}, which is in single quotes. */
  private static void append(int point, boolean readsUtf8, StringBuilder format) {
    boolean looksLikeOption = point == '-' && format.isEmpty();
    // Older versions of bash take '!' in here for a part of the history.
    boolean isSpecial = point == '\'' || point == '\\' || point == '!';
    if (point == '%') {
      format.append("%%");
    } else if (!isSpecial && !looksLikeOption && isShown(point, readsUtf8)) {
      format.appendCodePoint(point);
    } else {
      for (byte next : Character.toString(point).getBytes(StandardCharsets.UTF_8)) {
        format.append(String.format("\\%03o", next & 0xff));
      }
    }
  }

  private static boolean isShown(int point, boolean readsUtf8) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.UNASSIGNED,
          Character.PRIVATE_USE -> false;
      // Other spaces look like the common one, and a terminal may copy that instead.
      case Character.SPACE_SEPARATOR -> point == ' ';
      default -> readsUtf8 || point < ASCII_END;
    };
  }
}
