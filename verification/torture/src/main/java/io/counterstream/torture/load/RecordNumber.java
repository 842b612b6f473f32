package io.counterstream.torture.load;

import java.nio.ByteBuffer;
import java.util.OptionalInt;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * The header by which a run identifies its records, valid commands or not. The processor copies
 * headers to outcomes and dead letters.
 */
public final class RecordNumber {
  private static final String NAME = "torture-number";

  private RecordNumber() {}

  static void addTo(Headers headers, int number) {
    headers.add(NAME, ByteBuffer.allocate(Integer.BYTES).putInt(number).array());
  }

  /** Returns the number; empty if there is none. */
  public static OptionalInt of(Headers headers) {
    Header header = headers.lastHeader(NAME);
    return header == null || header.value().length != Integer.BYTES
        ? OptionalInt.empty()
        : OptionalInt.of(ByteBuffer.wrap(header.value()).getInt());
  }
}
