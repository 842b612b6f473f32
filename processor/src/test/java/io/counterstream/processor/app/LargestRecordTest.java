package io.counterstream.processor.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.SimpleRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Brokers refuse a batch that is too large, so a record that fits no batch stops everything. */
class LargestRecordTest {
  private static final int BATCH_BYTES_MAX = 32 << 20;

  @ParameterizedTest
  @ValueSource(strings = {"none", "gzip:1", "gzip:9", "snappy", "lz4", "zstd"})
  void fitsAlsoIfItCannotBeCompressed(String compression) {
    byte[] value = new byte[LargestRecord.bytes(BATCH_BYTES_MAX)];
    new Random(1).nextBytes(value);
    assertThat(MemoryRecords.withRecords(codec(compression), new SimpleRecord(value))
            .sizeInBytes())
        .isBetween(value.length, BATCH_BYTES_MAX);
  }

  private static Compression codec(String compression) {
    String[] part = compression.split(":");
    return part.length == 1
        ? Compression.of(part[0]).build()
        : Compression.gzip().level(Integer.parseInt(part[1])).build();
  }
}
