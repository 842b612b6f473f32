package io.counterstream.processor.stream;

import java.io.File;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.streams.StreamsMetrics;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.Punctuator;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** The context of one task: its record, what it forwards, and whether it requested a commit. */
final class TaskContext implements ProcessorContext<byte[], OutboundRecord> {
  private final TopicPartition partition;
  private final Consumer<ProducerRecord<byte[], byte[]>> sink;
  private long offset = -1;
  private boolean commitRequested;

  /** The position of a record. */
  private record Position(String topic, int partition, long offset) implements RecordMetadata {}

  TaskContext(TopicPartition partition, Consumer<ProducerRecord<byte[], byte[]>> sink) {
    this.partition = partition;
    this.sink = sink;
  }

  void processing(ConsumerRecord<byte[], byte[]> record) {
    offset = record.offset();
  }

  boolean takeCommitRequest() {
    boolean requested = commitRequested;
    commitRequested = false;
    return requested;
  }

  /** Sends the record as the sink of the topology does. */
  @Override
  @SuppressWarnings({"rawtypes", "unchecked"})
  public void forward(Record record) {
    Record<byte[], OutboundRecord> outbound = record;
    OutboundRecord value = outbound.value();
    String topic = new OutboundRecord.OwnTopic().extract(outbound.key(), value, null);
    Optional<Set<Integer>> target =
        new OutboundRecord.OwnPartition().partitions(topic, outbound.key(), value, 1);
    sink.accept(new ProducerRecord<>(
        topic,
        target.map(all -> all.iterator().next()).orElse(null),
        outbound.timestamp(),
        outbound.key(),
        new OutboundRecord.Bytes().serialize(topic, value),
        outbound.headers()));
  }

  @Override
  public void commit() {
    commitRequested = true;
  }

  @Override
  public TaskId taskId() {
    return new TaskId(0, partition.partition());
  }

  @Override
  public Optional<RecordMetadata> recordMetadata() {
    return Optional.of(new Position(partition.topic(), partition.partition(), offset));
  }

  private static UnsupportedOperationException unused() {
    return new UnsupportedOperationException("the processor does not use it");
  }

  @Override
  @SuppressWarnings("rawtypes")
  public void forward(Record record, String to) {
    throw unused();
  }

  @Override
  public String applicationId() {
    throw unused();
  }

  @Override
  public Serde<?> keySerde() {
    throw unused();
  }

  @Override
  public Serde<?> valueSerde() {
    throw unused();
  }

  @Override
  public File stateDir() {
    throw unused();
  }

  @Override
  public StreamsMetrics metrics() {
    throw unused();
  }

  @Override
  public <S extends StateStore> S getStateStore(String name) {
    throw unused();
  }

  @Override
  public Cancellable schedule(Duration interval, PunctuationType type, Punctuator callback) {
    throw unused();
  }

  @Override
  public Cancellable schedule(
      Instant start, Duration interval, PunctuationType type, Punctuator callback) {
    throw unused();
  }

  @Override
  public Map<String, Object> appConfigs() {
    throw unused();
  }

  @Override
  public Map<String, Object> appConfigsWithPrefix(String prefix) {
    throw unused();
  }

  @Override
  public long currentSystemTimeMs() {
    throw unused();
  }

  @Override
  public long currentStreamTimeMs() {
    throw unused();
  }
}
