package io.counterstream.cli.publish;

import java.math.BigInteger;
import java.security.SecureRandom;

/** Names of publications, from which the ids of commands that have none are made. */
final class PublicationIds {
  private static final int RADIX = Character.MAX_RADIX;
  private static final int BITS = 100;

  private PublicationIds() {}

  /** A name that no other publication has: 20 letters and digits or fewer. */
  static String fresh() {
    return new BigInteger(BITS, new SecureRandom()).toString(RADIX);
  }

  /** The id of the command on a line; the same whenever this publication reads that line. */
  static String commandId(String publication, long line) {
    return publication + "-" + line;
  }
}
