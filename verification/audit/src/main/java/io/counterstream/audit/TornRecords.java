package io.counterstream.audit;

import java.util.Objects;

/**
 * Committed records of a transaction that Kafka tore: by the markers in the raw logs, which only
 * brokers write, it was committed in one partition and aborted in another, or not ended before the
 * producer's next one. No command's outcome can be once-only then, whatever the processor does.
 *
 * @param topic the topic
 * @param partition the partition
 * @param from the offset of the first record
 * @param to the offset of the last record
 */
public record TornRecords(OutcomeTopic topic, int partition, long from, long to) {
  /** Checks the range. */
  public TornRecords {
    Objects.requireNonNull(topic, "topic");
    if (partition < 0 || from < 0 || to < from) {
      throw new IllegalArgumentException("torn records must be a range of offsets, were " + from
          + " to " + to + " of partition " + partition);
    }
  }

  boolean contains(OutcomeRecord record) {
    return record.topic() == topic
        && record.partition() == partition
        && record.offset() >= from
        && record.offset() <= to;
  }
}
