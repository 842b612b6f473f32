package io.counterstream.cli.terminal;

/** Escapes text that would move the cursor, colour the terminal or reverse what follows. */
public final class PrintableText {
  private PrintableText() {}

  /** Returns {@code text} with backslashes doubled and control characters in hex. */
  public static String of(String text) {
    StringBuilder printable = new StringBuilder(text.length());
    text.codePoints().forEach(point -> {
      if (point == '\\') {
        printable.append("\\\\");
      } else if (prints(point)) {
        printable.appendCodePoint(point);
      } else {
        printable.append(String.format("\\u%04X", point));
      }
    });
    return printable.toString();
  }

  private static boolean prints(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE -> false;
      // Emoji and scripts need joiners; marks of direction would reorder the line.
      case Character.FORMAT -> point == 0x200C || point == 0x200D;
      default -> true;
    };
  }
}
