package org.apache.kafka.common.utils;

import java.io.InputStream;
import java.nio.ByteBuffer;

/** The former name of Kafka's stream over the rest of a buffer. */
public final class ByteBufferInputStream extends InputStream {
  private final ByteBuffer buffer;

  /** A stream over the bytes from the buffer's position to its limit. */
  public ByteBufferInputStream(ByteBuffer buffer) {
    this.buffer = buffer;
  }

  @Override
  public int read() {
    return buffer.hasRemaining() ? buffer.get() & 0xFF : -1;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) {
    if (length > 0 && !buffer.hasRemaining()) {
      return -1;
    }
    int count = Math.min(length, buffer.remaining());
    buffer.get(bytes, offset, count);
    return count;
  }
}
