package io.counterstream.torture.evidence;

import io.counterstream.audit.Audit;
import io.counterstream.audit.RecordPosition;
import io.counterstream.audit.Removal;
import io.counterstream.contract.json.CommandCodec;
import io.counterstream.torture.load.CallLog;
import io.counterstream.torture.load.CommandLogs;
import io.counterstream.torture.load.RecordNumber;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * All records of the command topic, also those that are deleted later: they are read before each
 * deletion and given to the audit. Thread-safe.
 */
public final class CommandArchive {
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration STALL_MAX = Duration.ofSeconds(60);

  private final String bootstrap;
  private final List<TopicPartition> partitions;
  private final CommandLogs logs;
  private final Audit audit;
  private final List<SentCommand> commands = new ArrayList<>();
  private final List<Removal> removals = new ArrayList<>();
  private final Map<TopicPartition, Long> next = new HashMap<>();
  private int log;

  /** An archive of nothing, of the topic with this name and number of partitions. */
  public CommandArchive(
      String bootstrap, String topic, int partitions, CommandLogs logs, Audit audit) {
    this.bootstrap = bootstrap;
    this.partitions = IntStream.range(0, partitions)
        .mapToObj(partition -> new TopicPartition(topic, partition))
        .toList();
    this.logs = logs;
    this.audit = audit;
  }

  /**
   * Reads what was added to the topic that exists now.
   *
   * @return the ends of the partitions, up to which all was read
   * @throws IllegalStateException if no record arrives for a minute
   */
  public synchronized Map<TopicPartition, Long> readOn() {
    if (log != logs.current()) {
      log = logs.current();
      next.clear();
    }
    try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
        Map.of("bootstrap.servers", bootstrap, "fetch.max.wait.ms", 50, "max.poll.records", 10_000),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer())) {
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      consumer.assign(partitions);
      Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(partitions);
      partitions.forEach(
          each -> consumer.seek(each, Math.max(beginnings.get(each), next.getOrDefault(each, 0L))));
      read(consumer, ends);
      next.putAll(ends);
      return ends;
    }
  }

  private void read(KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
    long progressNanos = System.nanoTime();
    while (partitions.stream().anyMatch(each -> consumer.position(each) < ends.get(each))) {
      ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
      for (ConsumerRecord<byte[], byte[]> record : records) {
        TopicPartition partition = new TopicPartition(record.topic(), record.partition());
        if (record.offset() < ends.get(partition)) {
          add(record);
        }
      }
      if (!records.isEmpty()) {
        progressNanos = System.nanoTime();
      } else if (System.nanoTime() - progressNanos > STALL_MAX.toNanos()) {
        throw new IllegalStateException("can't read the command topic to its ends " + ends);
      }
    }
  }

  private void add(ConsumerRecord<byte[], byte[]> record) {
    RecordPosition position = new RecordPosition(log, record.partition(), record.offset());
    audit.command(position, CommandCodec.decode(record.key(), record.value()));
    commands.add(new SentCommand(position, RecordNumber.of(record.headers()).orElse(-1)));
  }

  /** Notes that records are deleted, of which some may have no outcome yet. */
  public synchronized void removing(Removal removal) {
    removals.add(removal);
    audit.removal(removal);
  }

  /** Returns the commands without outcome that are not known to be deleted. */
  public synchronized List<SentCommand> waiting(CallLog calls) {
    return unanswered(calls).filter(each -> !isDeleted(each)).toList();
  }

  /** Returns the number of commands without outcome that may never have one. */
  public synchronized long lost(CallLog calls) {
    return unanswered(calls).filter(this::isDeleted).count();
  }

  private Stream<SentCommand> unanswered(CallLog calls) {
    return commands.stream().filter(each -> calls.receivedAt(each.position()).isEmpty());
  }

  private boolean isDeleted(SentCommand command) {
    return removals.stream().anyMatch(removal -> contains(removal, command.position()));
  }

  private static boolean contains(Removal removal, RecordPosition position) {
    return removal.log() == position.log()
        && removal.partition() == position.partition()
        && removal.from() <= position.offset()
        && position.offset() < removal.before();
  }

  /** Returns all records so far, those of a partition in order. */
  public synchronized List<SentCommand> commands() {
    return List.copyOf(commands);
  }
}
