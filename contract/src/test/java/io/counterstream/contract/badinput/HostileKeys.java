package io.counterstream.contract.badinput;

import java.util.Arrays;
import java.util.Random;

/** Valid commands with keys that are not their counters, though some look alike. */
final class HostileKeys {
  private HostileKeys() {}

  static SampleRecord next(Random random) {
    Draft draft = random.nextBoolean() ? GoodCommands.next(random) : GoodCommands.oddName(random);
    byte[] name = draft.key();
    byte[] key = switch (random.nextInt(9)) {
      case 0 -> null;
      case 1 -> new byte[0];
      case 2 -> Arrays.copyOf(name, name.length + 1);
      case 3 -> Arrays.copyOf(name, name.length - 1);
      case 4 -> Unicode.utf8("\uFEFF" + draft.counter);
      case 5 -> Unicode.utf8(Draft.quoted(draft.counter));
      case 6 -> new byte[] {(byte) 0xc0, (byte) 0x80};
      case 7 -> bytes(1 + random.nextInt(20_000), random);
      default -> Unicode.utf8(draft.counter + " ");
    };
    return SampleRecord.of("hostile key", key, Unicode.utf8(draft.json(random))).naming("key");
  }

  private static byte[] bytes(int length, Random random) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }
}
