package io.counterstream.analytics.model;

import io.counterstream.contract.Outcome;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * Where an outcome's record is.
 *
 * @param type of the outcome, which names the topic
 * @param partition of the topic
 * @param offset in the partition
 */
public record RecordPlace(Outcome.Type type, int partition, long offset) {
  private static final Outcome.Type[] TYPES = Outcome.Type.values();

  void writeTo(DataOutputStream out) throws IOException {
    out.writeByte(type.ordinal());
    out.writeInt(partition);
    out.writeLong(offset);
  }

  static RecordPlace readFrom(DataInputStream in) throws IOException {
    return new RecordPlace(TYPES[in.readByte()], in.readInt(), in.readLong());
  }
}
