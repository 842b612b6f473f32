package io.counterstream.contract;

/** Checks text for unpaired surrogates, which a Java string may contain and UTF-8 may not. */
final class UnicodeText {
  /** The result for text with an unpaired surrogate, which has no form in UTF-8. */
  static final int MALFORMED = -1;

  private UnicodeText() {}

  /** The number of bytes of {@code text} in UTF-8, or {@link #MALFORMED}. Allocates nothing. */
  static int utf8Length(String text) {
    int bytes = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 0x80) {
        bytes++;
      } else if (c < 0x800) {
        bytes += 2;
      } else if (!Character.isSurrogate(c)) {
        bytes += 3;
      } else if (i + 1 < text.length() && Character.isSurrogatePair(c, text.charAt(i + 1))) {
        bytes += 4;
        i++;
      } else {
        return MALFORMED;
      }
    }
    return bytes;
  }
}
