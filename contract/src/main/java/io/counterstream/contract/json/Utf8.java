package io.counterstream.contract.json;

/**
 * Checks for strict UTF-8 (RFC 3629): no overlong forms, no surrogates, nothing above U+10FFFF. The
 * JSON parser is less strict. A zero byte is a fault too: JSON text never has one, and the parser
 * would take it for UTF-16 or UTF-32.
 */
public final class Utf8 {
  /** All bytes are well-formed. */
  public static final int WELL_FORMED = -1;

  private Utf8() {}

  /** Returns the offset of the first byte that starts no character, or {@link #WELL_FORMED}. */
  public static int firstFault(byte[] bytes) {
    int i = 0;
    while (i < bytes.length) {
      int length = bytes[i] > 0 ? 1 : lengthAt(bytes, i);
      if (length == 0) {
        return i;
      }
      i += length;
    }
    return WELL_FORMED;
  }

  /** The length of the character at {@code i}; 0 if none starts there. */
  private static int lengthAt(byte[] bytes, int i) {
    int first = bytes[i] & 0xff;
    if (first >= 0xc2 && first <= 0xdf) {
      return continues(bytes, i + 1, 0x80, 0xbf) ? 2 : 0;
    }
    if (first >= 0xe0 && first <= 0xef) {
      int low = first == 0xe0 ? 0xa0 : 0x80;
      int high = first == 0xed ? 0x9f : 0xbf;
      return continues(bytes, i + 1, low, high) && continues(bytes, i + 2, 0x80, 0xbf) ? 3 : 0;
    }
    if (first >= 0xf0 && first <= 0xf4) {
      int low = first == 0xf0 ? 0x90 : 0x80;
      int high = first == 0xf4 ? 0x8f : 0xbf;
      return continues(bytes, i + 1, low, high)
              && continues(bytes, i + 2, 0x80, 0xbf)
              && continues(bytes, i + 3, 0x80, 0xbf)
          ? 4
          : 0;
    }
    return 0;
  }

  private static boolean continues(byte[] bytes, int i, int low, int high) {
    return i < bytes.length && (bytes[i] & 0xff) >= low && (bytes[i] & 0xff) <= high;
  }
}
