package io.counterstream.cli.publish;

import java.math.BigInteger;
import java.security.SecureRandom;

/** Names of publications, and the ids of their commands that have none. */
final class PublicationIds {
  private static final int RADIX = Character.MAX_RADIX;
  private static final int BITS = 100;

  private PublicationIds() {}

  /** Returns a new, unique name of at most 20 letters and digits. */
  static String fresh() {
    return new BigInteger(BITS, new SecureRandom()).toString(RADIX);
  }

  /** Returns the id of the command on a line, the same each time the line is read. */
  static String commandId(String publication, long line) {
    return publication + "-" + line;
  }
}
