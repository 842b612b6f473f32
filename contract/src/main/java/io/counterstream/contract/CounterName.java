package io.counterstream.contract;

import java.nio.charset.StandardCharsets;

/** The rule for a counter's name: Unicode text of 1 to 255 bytes in UTF-8. */
public final class CounterName {
  /** The longest name, in UTF-8 bytes. */
  public static final int BYTES_MAX = 255;

  private CounterName() {}

  /**
   * Encodes a name in UTF-8, as in the keys of its records.
   *
   * @throws IllegalArgumentException if the name is empty, too long or not valid Unicode; the
   *     message says which
   */
  public static byte[] bytesOf(String name) {
    return checked(name).getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Returns {@code name} if it is valid. Allocates nothing.
   *
   * @throws IllegalArgumentException if the name is empty, too long or not valid Unicode; the
   *     message says which
   */
  public static String checked(String name) {
    int bytes = UnicodeText.utf8Length(name);
    if (bytes == UnicodeText.MALFORMED) {
      throw new IllegalArgumentException(
          "counter must be valid Unicode, found an unpaired surrogate");
    }
    if (bytes < 1 || bytes > BYTES_MAX) {
      throw new IllegalArgumentException(
          "counter must be 1 to " + BYTES_MAX + " bytes in UTF-8, found " + bytes);
    }
    return name;
  }
}
