package io.counterstream.torture.transactions;

import io.counterstream.torture.transactions.RawBatch.End;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.internal.ControlRecordType;
import org.apache.kafka.common.record.internal.FileRecords;
import org.apache.kafka.common.record.internal.Record;
import org.apache.kafka.common.record.internal.RecordBatch;

/**
 * The logs of a cluster as the files that a broker has of them. Consumers are not told of producers
 * and markers.
 */
public final class RawLogs {
  private final Map<TopicPartition, Path> directories;

  /** The logs of these partitions, each in the directory of a replica that is in sync. */
  public RawLogs(Map<TopicPartition, Path> directories) {
    this.directories = Map.copyOf(directories);
  }

  /** Reads all headers and finds the transactions that Kafka tore. */
  public TornTransactions torn() {
    return TornTransactions.among(scan());
  }

  private Collection<PartitionTransactions> scan() {
    List<PartitionTransactions> found = new ArrayList<>();
    directories.forEach((partition, directory) -> {
      PartitionTransactions transactions = new PartitionTransactions(partition);
      for (Path segment : segments(directory)) {
        read(segment, transactions);
      }
      found.add(transactions);
    });
    return found;
  }

  /** The names of segments are their first offsets, with leading zeros. */
  private static List<Path> segments(Path directory) {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(file -> file.toString().endsWith(".log")).sorted().toList();
    } catch (IOException failed) {
      throw new UncheckedIOException("can't read the log in " + directory, failed);
    }
  }

  private static void read(Path segment, PartitionTransactions transactions) {
    try (FileRecords records = FileRecords.open(segment.toFile(), false)) {
      for (RecordBatch batch : records.batches()) {
        if (batch.isTransactional()) {
          transactions.next(new RawBatch(
              batch.baseOffset(),
              batch.lastOffset(),
              new TransactionId(batch.producerId(), batch.producerEpoch()),
              end(batch)));
        }
      }
    } catch (IOException failed) {
      throw new UncheckedIOException("can't read the log segment " + segment, failed);
    }
  }

  private static End end(RecordBatch batch) {
    if (!batch.isControlBatch()) {
      return End.NONE;
    }
    Record marker = batch.iterator().next();
    return ControlRecordType.parse(marker.key()) == ControlRecordType.COMMIT
        ? End.COMMIT
        : End.ABORT;
  }
}
