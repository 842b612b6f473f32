package io.counterstream.core.journal;

import java.nio.ByteBuffer;

/** Variable-length integers: LEB128, with zigzag encoding for signed ones. */
final class Varint {
  /** The longest form of a 32-bit number, in bytes. */
  static final int SIZE_MAX_INT = 5;

  private Varint() {}

  static long zigzag(long value) {
    return value << 1 ^ value >> 63;
  }

  static long unzigzag(long value) {
    return value >>> 1 ^ -(value & 1);
  }

  /** The encoded size of {@code value}, taken as unsigned: 1 to 10 bytes. */
  static int size(long value) {
    return (63 - Long.numberOfLeadingZeros(value | 1)) / 7 + 1;
  }

  /** Reads one number; bits above the 64th are ignored. */
  static long read(ByteBuffer in) {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      byte next = in.get();
      value |= shift < 64 ? (long) (next & 0x7f) << shift : 0;
      if (next >= 0) {
        return value;
      }
    }
  }
}
