package io.counterstream.torture.cluster;

import io.counterstream.contract.kafka.KafkaFutures;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** What an operator does to the command topic and to the group's offsets. Thread-safe. */
public final class LogOperator implements AutoCloseable {
  private static final Comparator<TopicPartition> BY_PARTITION =
      Comparator.comparingInt(TopicPartition::partition);
  private static final long POLL_MILLIS = 100;
  private static final Duration GONE_MAX = Duration.ofSeconds(60);

  private final Admin admin;
  private final String topic;
  private final String group;
  private final List<TopicPartition> partitions;

  /**
   * Connects.
   *
   * @param topic the command topic's name
   * @param partitions the number of its partitions
   * @param group the processors' group
   */
  public LogOperator(String bootstrap, String topic, int partitions, String group) {
    this.admin =
        Admin.create(Map.of("bootstrap.servers", bootstrap, "reconnect.backoff.max.ms", 500));
    this.topic = topic;
    this.group = group;
    this.partitions = IntStream.range(0, partitions)
        .mapToObj(partition -> new TopicPartition(topic, partition))
        .toList();
  }

  /** Returns the id of the topic that exists now. */
  public Uuid topicId() {
    return KafkaFutures.await(admin.describeTopics(List.of(topic)).allTopicNames())
        .get(topic)
        .topicId();
  }

  /** Returns the group's committed offset of every partition; 0 where there is none. */
  public Map<TopicPartition, Long> committed() {
    Map<TopicPartition, OffsetAndMetadata> found =
        KafkaFutures.await(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
    Map<TopicPartition, Long> offsets = new TreeMap<>(BY_PARTITION);
    partitions.forEach(
        each -> offsets.put(each, found.get(each) == null ? 0L : found.get(each).offset()));
    return offsets;
  }

  /** Returns the first offset of every partition. */
  public Map<TopicPartition, Long> beginnings() {
    Map<TopicPartition, Long> offsets = new HashMap<>();
    KafkaFutures.await(admin
            .listOffsets(partitions.stream()
                .collect(Collectors.toMap(each -> each, each -> OffsetSpec.earliest())))
            .all())
        .forEach((partition, result) -> offsets.put(partition, result.offset()));
    return offsets;
  }

  /** Deletes the topic and waits until it is gone. */
  public void deleteTopic() throws InterruptedException {
    KafkaFutures.await(admin.deleteTopics(List.of(topic)).all());
    long startNanos = System.nanoTime();
    while (exists()) {
      if (System.nanoTime() - startNanos > GONE_MAX.toNanos()) {
        throw new IllegalStateException(
            "topic " + topic + " is not gone " + GONE_MAX.toSeconds() + " s after its deletion");
      }
      Thread.sleep(POLL_MILLIS);
    }
  }

  private boolean exists() {
    try {
      topicId();
      return true;
    } catch (UnknownTopicOrPartitionException gone) {
      return false;
    }
  }

  /** Deletes the records before these offsets. */
  public void deleteRecords(Map<TopicPartition, Long> before) {
    Map<TopicPartition, RecordsToDelete> ranges = new HashMap<>();
    before.forEach(
        (partition, offset) -> ranges.put(partition, RecordsToDelete.beforeOffset(offset)));
    KafkaFutures.await(admin.deleteRecords(ranges).all());
  }

  /**
   * Waits until the group has no members: Kafka counts a processor that was killed as one until its
   * session has ended.
   */
  private void awaitNoMembers() throws InterruptedException {
    long startNanos = System.nanoTime();
    while (!KafkaFutures.await(admin.describeConsumerGroups(List.of(group)).all())
        .get(group)
        .members()
        .isEmpty()) {
      if (System.nanoTime() - startNanos > GONE_MAX.toNanos()) {
        throw new IllegalStateException("group " + group + " still has members "
            + GONE_MAX.toSeconds() + " s after the processors ended");
      }
      Thread.sleep(POLL_MILLIS);
    }
  }

  /** Sets the group's offsets, once the group has no members. */
  public void setOffsets(Map<TopicPartition, Long> offsets) throws InterruptedException {
    awaitNoMembers();
    Map<TopicPartition, OffsetAndMetadata> wanted = new HashMap<>();
    offsets.forEach((partition, offset) -> wanted.put(partition, new OffsetAndMetadata(offset)));
    KafkaFutures.await(admin.alterConsumerGroupOffsets(group, wanted).all());
  }

  /**
   * Deletes the offsets of some partitions in the group and in the group of decided offsets, once
   * the group has no members.
   */
  public void deleteOffsets(Set<Integer> numbers) throws InterruptedException {
    awaitNoMembers();
    Set<TopicPartition> some = numbers.stream()
        .map(number -> new TopicPartition(topic, number))
        .collect(Collectors.toSet());
    KafkaFutures.await(admin.deleteConsumerGroupOffsets(group, some).all());
    KafkaFutures.await(
        admin.deleteConsumerGroupOffsets(group + ".decided", some).all());
  }

  @Override
  public void close() {
    admin.close(Duration.ofSeconds(1));
  }
}
