package io.counterstream.torture.transactions;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;

/** Follows the transactions in one partition's log, from its beginning. Used by one thread. */
final class PartitionTransactions {
  private final TopicPartition partition;

  /** The parts that no marker has ended, by producer and epoch. */
  private final Map<Long, TreeMap<Integer, TransactionPart>> open = new HashMap<>();

  private final List<TransactionPart> ended = new ArrayList<>();

  PartitionTransactions(TopicPartition partition) {
    this.partition = partition;
  }

  /** The next batch of the log that belongs to a transaction or ends one. */
  void next(RawBatch batch) {
    TransactionId id = batch.transaction();
    if (batch.end() == RawBatch.End.NONE) {
      TreeMap<Integer, TransactionPart> own =
          open.computeIfAbsent(id.producer(), none -> new TreeMap<>());
      own.headMap(id.epoch(), false).values().forEach(TransactionPart::overtaken);
      own.computeIfAbsent(id.epoch(), none -> new TransactionPart(id, partition))
          .add(batch);
      return;
    }
    TreeMap<Integer, TransactionPart> own = open.getOrDefault(id.producer(), new TreeMap<>());
    Map<Integer, TransactionPart> over = own.headMap(id.epoch(), true);
    for (TransactionPart part : over.values()) {
      part.end(batch.end());
      ended.add(part);
    }
    over.clear();
  }

  /** Returns the parts that a marker has ended. */
  List<TransactionPart> ended() {
    return ended;
  }

  /** Returns the parts that no marker has ended yet. */
  List<TransactionPart> open() {
    return open.values().stream().flatMap(own -> own.values().stream()).toList();
  }
}
