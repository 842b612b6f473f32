package io.counterstream.torture.transactions;

import io.counterstream.torture.transactions.RawBatch.End;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;

/**
 * The transactions that Kafka tore, with the evidence.
 *
 * @param committed the records of theirs that were committed
 * @param aborted the records of theirs that were aborted
 * @param evidence a sentence for each
 */
public record TornTransactions(List<Range> committed, List<Range> aborted, List<String> evidence) {
  /** Copies the lists. */
  public TornTransactions {
    committed = List.copyOf(committed);
    aborted = List.copyOf(aborted);
    evidence = List.copyOf(evidence);
  }

  /**
   * Records of a partition.
   *
   * @param partition the partition
   * @param from the offset of the first one
   * @param to the offset of the last one
   */
  public record Range(TopicPartition partition, long from, long to) {}

  /** Finds them in what ended in each partition. */
  static TornTransactions among(Collection<PartitionTransactions> partitions) {
    Map<TransactionId, List<TransactionPart>> transactions = new TreeMap<>(
        Comparator.comparingLong(TransactionId::producer).thenComparingInt(TransactionId::epoch));
    partitions.forEach(each -> each.ended()
        .forEach(part -> transactions
            .computeIfAbsent(part.transaction(), none -> new ArrayList<>())
            .add(part)));
    Map<End, List<Range>> ranges = new HashMap<>();
    List<String> evidence = new ArrayList<>();
    transactions.forEach((transaction, parts) -> {
      boolean split = parts.stream().map(TransactionPart::end).distinct().count() > 1;
      if (split || parts.stream().anyMatch(TransactionPart::isOvertaken)) {
        evidence.add(sentence(transaction, parts));
        parts.forEach(part ->
            ranges.computeIfAbsent(part.end(), none -> new ArrayList<>()).addAll(rangesOf(part)));
      }
    });
    return new TornTransactions(
        ranges.getOrDefault(End.COMMIT, List.of()),
        ranges.getOrDefault(End.ABORT, List.of()),
        evidence);
  }

  private static List<Range> rangesOf(TransactionPart part) {
    return part.batches().stream()
        .map(batch -> new Range(part.partition(), batch.from(), batch.to()))
        .toList();
  }

  private static String sentence(TransactionId transaction, List<TransactionPart> parts) {
    List<String> each = new ArrayList<>();
    for (TransactionPart part : parts) {
      String how = part.end() == End.COMMIT ? "committed" : "aborted";
      each.add(part.partition() + " from offset " + part.batches().get(0).from() + " " + how
          + (part.isOvertaken() ? " by the end of the producer's next transaction" : ""));
    }
    return "transaction of " + transaction + ": " + String.join(", ", each);
  }
}
