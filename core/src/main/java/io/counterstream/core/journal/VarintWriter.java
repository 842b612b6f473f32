package io.counterstream.core.journal;

import java.util.Arrays;

/** A growing buffer of variable-length integers. Used by one thread. */
final class VarintWriter {
  private byte[] bytes = new byte[64];
  private int size;

  void writeByte(byte value) {
    if (size == bytes.length) {
      bytes = Arrays.copyOf(bytes, size * 2);
    }
    bytes[size++] = value;
  }

  /** Writes four bytes, the high one first. */
  void writeInt(int value) {
    for (int shift = 24; shift >= 0; shift -= 8) {
      writeByte((byte) (value >> shift));
    }
  }

  void write(long value) {
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      writeByte((byte) (rest & 0x7f | 0x80));
      rest >>>= 7;
    }
    writeByte((byte) rest);
  }

  void writeSigned(long value) {
    write(Varint.zigzag(value));
  }

  byte[] toBytes() {
    return Arrays.copyOf(bytes, size);
  }
}
