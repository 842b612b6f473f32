package io.counterstream.contract.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import java.io.IOException;

/** Checks that integers in JSON have 64 bits. */
final class Integers {
  /** {@code -9223372036854775808}; JSON has no leading zeros or plus signs. */
  private static final int DIGITS_MAX = 20;

  private Integers() {}

  /**
   * Whether the parser's current integer fits into 64 bits, signed. A number of a million digits
   * takes no longer than a short one.
   */
  static boolean fits(JsonParser json) throws IOException {
    if (json.getTextLength() > DIGITS_MAX) {
      return false;
    }
    try {
      json.getLongValue();
      return true;
    } catch (InputCoercionException tooLarge) {
      return false;
    }
  }
}
