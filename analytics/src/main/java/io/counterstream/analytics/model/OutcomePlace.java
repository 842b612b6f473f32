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
public record OutcomePlace(Outcome.Type type, int partition, long offset) {
  private static final Outcome.Type[] TYPES = Outcome.Type.values();

  void writeTo(DataOutputStream out) throws IOException {
    out.writeByte(type.ordinal());
    out.writeInt(partition);
    out.writeLong(offset);
  }

  static OutcomePlace readFrom(DataInputStream in) throws IOException {
    return new OutcomePlace(TYPES[in.readByte()], in.readInt(), in.readLong());
  }
}
