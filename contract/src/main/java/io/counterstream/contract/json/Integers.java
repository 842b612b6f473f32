package io.counterstream.contract.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import java.io.IOException;

/** Integers of 64 bits in JSON. */
final class Integers {
  /** {@code -9223372036854775808}; JSON has no leading zeros or plus signs. */
  private static final int DIGITS_MAX = 20;

  private Integers() {}

  /**
   * Whether the parser's current integer fits into a signed 64-bit one. Takes the same short time
   * for a number of a million digits.
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
