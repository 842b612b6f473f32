package io.counterstream.cli.publish;

import java.io.ByteArrayInputStream;
import java.util.Random;
import java.util.function.IntSupplier;

/** A pipe that gives a piece at a time, and has nothing at the end of each. */
final class ChoppedInput extends ByteArrayInputStream {
  private static final int PIECE_BYTES_MAX = 40;

  private final IntSupplier sizes;
  private int left;

  /** Creates a pipe with pieces of random sizes, most of them small. */
  ChoppedInput(byte[] bytes, Random random) {
    this(bytes, () -> 1 + random.nextInt(random.nextInt(8) == 0 ? bytes.length : PIECE_BYTES_MAX));
  }

  /** Creates a pipe with pieces of one size. */
  ChoppedInput(byte[] bytes, int size) {
    this(bytes, () -> size);
  }

  private ChoppedInput(byte[] bytes, IntSupplier sizes) {
    super(bytes);
    this.sizes = sizes;
    this.left = sizes.getAsInt();
  }

  @Override
  public int read(byte[] target, int offset, int length) {
    if (left == 0) {
      left = sizes.getAsInt();
    }
    int count = super.read(target, offset, Math.min(length, left));
    left -= Math.max(0, count);
    return count;
  }

  @Override
  public int available() {
    return Math.min(left, super.available());
  }
}
