package io.counterstream.analytics.model;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** The form of values in the stores: the fields, one after the other. */
final class StoredBytes {
  private StoredBytes() {}

  /** Writes the fields of a value. */
  interface Writer {
    void writeTo(DataOutputStream out) throws IOException;
  }

  /** Reads the fields of a value. */
  interface Reader<T> {
    T readFrom(DataInputStream in) throws IOException;
  }

  static byte[] write(Writer writer) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(128);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      writer.writeTo(out);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  static <T> T read(byte[] stored, Reader<T> reader) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(stored))) {
      return reader.readFrom(in);
    } catch (IOException damaged) {
      throw new UncheckedIOException(
          "a store of another version of analytics: delete it and its changelog topic", damaged);
    }
  }

  static void writeCounts(DataOutputStream out, Map<String, Long> counts) throws IOException {
    out.writeShort(counts.size());
    for (Map.Entry<String, Long> count : counts.entrySet()) {
      writeText(out, count.getKey());
      out.writeLong(count.getValue());
    }
  }

  static Map<String, Long> readCounts(DataInputStream in) throws IOException {
    int size = in.readUnsignedShort();
    Map<String, Long> counts = new TreeMap<>();
    for (int i = 0; i < size; i++) {
      counts.put(readText(in), in.readLong());
    }
    return counts;
  }

  static void writeInteger(DataOutputStream out, BigInteger integer) throws IOException {
    byte[] bytes = integer.toByteArray();
    out.writeShort(bytes.length);
    out.write(bytes);
  }

  static BigInteger readInteger(DataInputStream in) throws IOException {
    return new BigInteger(in.readNBytes(in.readUnsignedShort()));
  }

  static void writeText(DataOutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  static String readText(DataInputStream in) throws IOException {
    return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
  }
}
