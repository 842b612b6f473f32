package io.counterstream.processor.offsets;

import io.counterstream.contract.Topics;
import io.counterstream.contract.kafka.CommandPosition;
import io.counterstream.contract.kafka.DeadLetterHeaders;
import io.counterstream.contract.kafka.KafkaFutures;
import io.counterstream.contract.kafka.OutcomeHeaders;
import io.counterstream.core.DecidedOffset;
import io.counterstream.core.LogSource;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnstableOffsetCommitException;

/**
 * Derives decided offsets from the last committed records of the result topics. Outcomes are
 * committed in the order of their commands, so the greatest position in the four tails is that of
 * the last command with an outcome. Thread-safe.
 */
public final class ResultTails {
  /** How many offsets are read of a tail at first, and at most if none of them has a position. */
  private static final long[] OFFSETS_READ = {500, 20_000};

  private static final Duration POLL = Duration.ofMillis(100);
  private static final int POLLS_MAX = 200;
  private static final ListOffsetsOptions COMMITTED =
      new ListOffsetsOptions(IsolationLevel.READ_COMMITTED);
  private static final ListOffsetsOptions UNCOMMITTED =
      new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED);

  private final Admin admin;
  private final Supplier<Consumer<byte[], byte[]>> consumers;
  private final Topics topics;

  /** The part of a result partition that is read. */
  private record Tail(TopicPartition partition, long start, long end) {}

  /**
   * Tails of the result topics.
   *
   * @param admin the caller closes it
   * @param consumers creates a consumer that reads committed records and has no group
   * @param topics the topics' names
   */
  public ResultTails(Admin admin, Supplier<Consumer<byte[], byte[]>> consumers, Topics topics) {
    this.admin = admin;
    this.consumers = consumers;
    this.topics = topics;
  }

  /**
   * The offset after the last command of a log whose outcome the result topics still have.
   *
   * @return {@link DecidedOffset#NONE} if they have none, or do not say where its command is
   * @throws UnstableOffsetCommitException if outcomes may be hidden behind an open transaction
   * @throws org.apache.kafka.common.KafkaException if Kafka does not return the records
   */
  DecidedOffset decidedOffset(TopicPartition commands, LogSource source) {
    List<Tail> tails = tails(resultPartitions(commands.partition()));
    if (tails.isEmpty()) {
      return DecidedOffset.NONE;
    }
    long greatest = -1;
    try (Consumer<byte[], byte[]> consumer = consumers.get()) {
      for (Tail tail : tails) {
        greatest = Math.max(greatest, greatest(consumer, tail, source));
      }
    }
    return new DecidedOffset(greatest + 1);
  }

  /**
   * The result partitions that exist. After partitions were added to the command topic first, the
   * result topics have none of that number yet; to ask for their offsets would wait for them.
   */
  private List<TopicPartition> resultPartitions(int number) {
    List<String> names =
        topics.all().stream().filter(name -> !name.equals(topics.commands())).toList();
    return KafkaFutures.await(admin.describeTopics(names).allTopicNames()).values().stream()
        .filter(topic -> topic.partitions().size() > number)
        .map(topic -> new TopicPartition(topic.name(), number))
        .toList();
  }

  /** The tails of these partitions, without empty ones. */
  private List<Tail> tails(List<TopicPartition> results) {
    Map<TopicPartition, ListOffsetsResultInfo> starts =
        offsets(results, OffsetSpec.earliest(), COMMITTED);
    Map<TopicPartition, ListOffsetsResultInfo> all =
        offsets(results, OffsetSpec.latest(), UNCOMMITTED);
    Map<TopicPartition, ListOffsetsResultInfo> ends =
        offsets(results, OffsetSpec.latest(), COMMITTED);
    results.forEach(
        each -> requireStable(each, ends.get(each).offset(), all.get(each).offset()));
    return results.stream()
        .map(each -> new Tail(each, starts.get(each).offset(), ends.get(each).offset()))
        .filter(tail -> tail.start() < tail.end())
        .toList();
  }

  /** Readers of committed records do not see those that are behind an open transaction. */
  private static void requireStable(TopicPartition partition, long committedEnd, long end) {
    if (committedEnd < end) {
      throw new UnstableOffsetCommitException("an open transaction holds " + partition
          + ", from which the decided offset is derived, at offset " + committedEnd);
    }
  }

  private Map<TopicPartition, ListOffsetsResultInfo> offsets(
      List<TopicPartition> partitions, OffsetSpec which, ListOffsetsOptions options) {
    Map<TopicPartition, OffsetSpec> wanted =
        partitions.stream().collect(Collectors.toMap(Function.identity(), unused -> which));
    return KafkaFutures.await(admin.listOffsets(wanted, options).all());
  }

  /** The greatest offset of a command of the log in a tail, -1 if there is none. */
  private long greatest(Consumer<byte[], byte[]> consumer, Tail tail, LogSource source) {
    for (long offsets : OFFSETS_READ) {
      long from = Math.max(tail.start(), tail.end() - offsets);
      Map<String, Long> found = read(consumer, new Tail(tail.partition(), from, tail.end()));
      // What follows the last outcome of another log can't be hidden before it.
      if (!found.isEmpty() || from == tail.start()) {
        return found.getOrDefault(source.toString(), -1L);
      }
    }
    return -1;
  }

  /** Reads the greatest offset of each log's commands. */
  private Map<String, Long> read(Consumer<byte[], byte[]> consumer, Tail tail) {
    Function<ConsumerRecord<byte[], byte[]>, Optional<CommandPosition>> position =
        tail.partition().topic().equals(topics.deadLetters())
            ? record -> DeadLetterHeaders.positionOf(record.headers())
            : record -> OutcomeHeaders.positionOf(record.headers());
    Map<String, Long> greatest = new HashMap<>();
    consumer.assign(List.of(tail.partition()));
    consumer.seek(tail.partition(), tail.start());
    for (int polls = 0; consumer.position(tail.partition()) < tail.end(); polls++) {
      if (polls == POLLS_MAX) {
        throw new TimeoutException("can't read the end of " + tail.partition()
            + ", from which the decided offset is derived, within "
            + POLL.multipliedBy(POLLS_MAX).toSeconds() + " s");
      }
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        position
            .apply(record)
            .filter(command -> command.topic().equals(topics.commands()))
            .ifPresent(command -> greatest.merge(
                command.topicId() + "/" + command.partition(), command.offset(), Math::max));
      }
    }
    return greatest;
  }
}
