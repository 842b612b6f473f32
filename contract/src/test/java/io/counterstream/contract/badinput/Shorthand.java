package io.counterstream.contract.badinput;

/**
 * Commands as the tables write them: JSON with single quotes; {@code ID} and {@code C} are a valid
 * commandId and a valid counter.
 */
public final class Shorthand {
  /** The key for the counter {@code C}. */
  public static final byte[] KEY = {'c'};

  private Shorthand() {}

  /** Returns the JSON text in UTF-8. */
  public static byte[] bytes(String shorthand) {
    return Unicode.utf8(text(shorthand));
  }

  /** Returns the JSON text. */
  public static String text(String shorthand) {
    return shorthand
        .replaceAll("\\bID\\b", "'commandId':'i'")
        .replaceAll("\\bC\\b", "'counter':'c'")
        .replace('\'', '"');
  }
}
