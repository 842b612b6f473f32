package io.counterstream.processor.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/** A transaction at its coordinator: records and offsets that nobody sees until it commits. */
final class KafkaTransaction {
  private final String applicationId;
  private final long beganNanos;
  private final List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
  private final Map<String, Map<TopicPartition, OffsetAndMetadata>> offsets = new HashMap<>();
  private State state = State.OPEN;

  /** Its states. */
  enum State {
    OPEN,
    COMMITTED,
    ABORTED
  }

  KafkaTransaction(String applicationId, long beganNanos) {
    this.applicationId = applicationId;
    this.beganNanos = beganNanos;
  }

  /** The beginning of its transactional id. */
  String applicationId() {
    return applicationId;
  }

  long beganNanos() {
    return beganNanos;
  }

  boolean isOpen() {
    return state == State.OPEN;
  }

  boolean isCommitted() {
    return state == State.COMMITTED;
  }

  void add(ProducerRecord<byte[], byte[]> record) {
    records.add(record);
  }

  void add(String group, Map<TopicPartition, OffsetAndMetadata> committing) {
    offsets.computeIfAbsent(group, unused -> new HashMap<>()).putAll(committing);
  }

  List<ProducerRecord<byte[], byte[]>> records() {
    return records;
  }

  Map<String, Map<TopicPartition, OffsetAndMetadata>> offsets() {
    return offsets;
  }

  /** Whether readers have to wait for its end to know an offset. */
  boolean holds(String group, TopicPartition partition) {
    return isOpen() && offsets.getOrDefault(group, Map.of()).containsKey(partition);
  }

  void end(State how) {
    state = how;
  }
}
