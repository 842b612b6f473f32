package io.counterstream.torture.transactions;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterstream.torture.transactions.TornTransactions.Range;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.record.internal.ControlRecordType;
import org.apache.kafka.common.record.internal.EndTransactionMarker;
import org.apache.kafka.common.record.internal.FileRecords;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.SimpleRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Segments as Kafka writes them. */
class RawLogsTest {
  private static final TopicPartition APPLIED = new TopicPartition("applied", 0);
  private static final TopicPartition REJECTED = new TopicPartition("rejected", 3);
  private static final long PRODUCER = 7;

  @TempDir
  private Path directory;

  @Test
  void transactionsAreReadFromTheHeadersOfAllSegments() throws IOException {
    Path applied = Files.createDirectory(directory.resolve(APPLIED.toString()));
    Path rejected = Files.createDirectory(directory.resolve(REJECTED.toString()));
    write(applied.resolve("00000000000000000000.log"), records(0, 4), records(2, 4));
    write(
        applied.resolve("00000000000000000004.log"),
        marker(4, 5, ControlRecordType.COMMIT),
        records(5, 5),
        marker(7, 6, ControlRecordType.ABORT));
    write(
        rejected.resolve("00000000000000000000.log"),
        records(0, 4),
        marker(2, 5, ControlRecordType.ABORT));
    TornTransactions torn = new RawLogs(Map.of(APPLIED, applied, REJECTED, rejected)).torn();
    assertThat(torn.committed())
        .containsExactlyInAnyOrder(new Range(APPLIED, 0, 1), new Range(APPLIED, 2, 3));
    assertThat(torn.aborted()).containsExactly(new Range(REJECTED, 0, 1));
    assertThat(torn.evidence()).hasSize(1);
  }

  private static void write(Path segment, MemoryRecords... batches) throws IOException {
    try (FileRecords records = FileRecords.open(segment.toFile())) {
      for (MemoryRecords batch : batches) {
        records.append(batch);
      }
      records.flush();
    }
  }

  private static MemoryRecords records(long offset, int epoch) {
    return MemoryRecords.withTransactionalRecords(
        offset,
        Compression.NONE,
        PRODUCER,
        (short) epoch,
        (int) offset,
        0,
        new SimpleRecord(new byte[] {1}),
        new SimpleRecord(new byte[] {2}));
  }

  private static MemoryRecords marker(long offset, int epoch, ControlRecordType end) {
    return MemoryRecords.withEndTransactionMarker(
        offset, 0, 0, PRODUCER, (short) epoch, new EndTransactionMarker(end, 1));
  }
}
