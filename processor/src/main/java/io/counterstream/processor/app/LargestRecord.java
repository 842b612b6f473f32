package io.counterstream.processor.app;

/** How large a record may be that a topic has to accept in a batch of its own. */
final class LargestRecord {
  /** The largest overhead of a batch around one record, in bytes, without compression. */
  private static final int BATCH_BYTES = 4 * 1024;

  /**
   * Codecs make what can't be compressed larger, by less than a byte for each of so many. Gzip
   * needs the most: it stores such bytes in blocks of 16 KiB with 5 bytes each.
   */
  private static final int BYTES_PER_BYTE_OF_A_CODEC = 1024;

  private LargestRecord() {}

  /**
   * Returns the size of the largest record, in bytes before compression, whose batch is not too
   * large, whatever the record and the compression.
   *
   * @param batchBytesMax the topic's {@code max.message.bytes}
   */
  static int bytes(int batchBytesMax) {
    return batchBytesMax - BATCH_BYTES - batchBytesMax / BYTES_PER_BYTE_OF_A_CODEC;
  }
}
