package io.counterstream.contract.badinput;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Random;

/** Commands with damaged bytes, and random bytes. */
final class DamagedBytes {
  private static final String TOKENS = "{}[]:,\"\\ \n0123456789-+.eEtruefalsnNI/*#u'";

  private DamagedBytes() {}

  /** Returns a command or a broken one with up to four damages. */
  static SampleRecord next(Random random) {
    Draft draft = GoodCommands.next(random);
    byte[] value = random.nextInt(3) == 0
        ? BrokenFields.next(random).value()
        : Unicode.utf8(draft.json(random));
    for (int hits = random.nextInt(5); hits > 0 && value.length > 0; hits--) {
      value = damaged(value, random);
    }
    return SampleRecord.of("damaged", draft.key(), value);
  }

  private static byte[] damaged(byte[] whole, Random random) {
    int at = random.nextInt(whole.length);
    int end = Math.min(whole.length, at + random.nextInt(12));
    byte[] bytes = whole.clone();
    switch (random.nextInt(7)) {
      case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
      case 1 -> bytes[at] = (byte) random.nextInt(256);
      case 2 -> bytes[at] = (byte) TOKENS.charAt(random.nextInt(TOKENS.length()));
      case 3 -> bytes = Arrays.copyOf(whole, at);
      case 4 -> bytes = joined(whole, at, whole, end);
      case 5 -> bytes = joined(whole, end, whole, at);
      default -> {
        bytes = joined(whole, at, whole, Math.max(0, at - 1));
        bytes[at] = (byte) random.nextInt(256);
      }
    }
    return bytes;
  }

  /** Returns the start of one and the rest of the other. */
  private static byte[] joined(byte[] first, int end, byte[] second, int from) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    joined.write(first, 0, end);
    joined.write(second, from, second.length - from);
    return joined.toByteArray();
  }

  static SampleRecord random(Random random) {
    byte[] value = new byte[1 + random.nextInt(64)];
    byte[] key = new byte[random.nextInt(8)];
    random.nextBytes(key);
    random.nextBytes(value);
    if (random.nextBoolean()) {
      for (int i = 0; i < value.length; i++) {
        value[i] = (byte) TOKENS.charAt((value[i] & 0xff) % TOKENS.length());
      }
    }
    return SampleRecord.of("random bytes", random.nextInt(4) == 0 ? null : key, value);
  }
}
