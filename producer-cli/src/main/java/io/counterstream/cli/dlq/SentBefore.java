package io.counterstream.cli.dlq;

import io.counterstream.cli.kafka.KafkaCluster;
import io.counterstream.cli.kafka.KafkaConnection;
import io.counterstream.cli.kafka.ReceivedDeadLetter;
import io.counterstream.cli.kafka.RecordPlace;
import io.counterstream.cli.kafka.TopicRange;
import io.counterstream.cli.kafka.TopicRecords;
import io.counterstream.contract.kafka.CommandPosition;
import io.counterstream.contract.kafka.RedriveHeaders;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.Uuid;

/**
 * Which dead letters were sent again before. The command topic is the only memory: a command that
 * was sent instead of a dead letter names it in its headers.
 *
 * <ul>
 *   <li>Such a command is behind the dead letter in time, so it is enough to read from there on:
 *       its timestamp is not before that of the dead letter, whatever the clocks say.
 *   <li>The caller has taken over the transactional id, so no other process commits such a command
 *       any more, and all that were committed are below the ends that are read now.
 *   <li>Where records since then may have been removed, the answer is not known.
 * </ul>
 */
final class SentBefore {
  private final Map<String, RecordPlace> sent = new HashMap<>();
  private final Set<String> unknown = new HashSet<>();

  private SentBefore() {}

  /** Knows of none. */
  static SentBefore nothing() {
    return new SentBefore();
  }

  /** Reads the command topic since the oldest of these dead letters. */
  static SentBefore search(KafkaConnection connection, Collection<ReceivedDeadLetter> letters) {
    SentBefore before = new SentBefore();
    if (letters.isEmpty()) {
      return before;
    }
    String topic = connection.topics().commands();
    try (TopicRange commands = TopicRange.open(connection, topic)) {
      before.search(commands, letters);
    }
    // Afterwards, so that all that was read is of this topic or an earlier one.
    Uuid topicId = new KafkaCluster(connection).topicId(topic);
    letters.stream()
        .map(letter -> letter.source().orElseThrow())
        .filter(source -> !source.topicId().equals(topicId))
        .forEach(source -> before.unknown.add(RedriveHeaders.idOf(source)));
    return before;
  }

  /** Reads since the oldest of these dead letters. */
  void search(TopicRecords commands, Collection<ReceivedDeadLetter> letters) {
    Map<Integer, Long> ends = commands.ends();
    Map<Integer, Long> from = new HashMap<>(ends);
    Map<Long, Map<Integer, Long>> offsetsByTime = new HashMap<>();
    for (ReceivedDeadLetter letter : letters) {
      offsetsByTime
          .computeIfAbsent(letter.timestamp().toEpochMilli(), commands::offsetsAt)
          .forEach((partition, offset) -> from.merge(partition, offset, Math::min));
    }
    // After the lookup: what was removed before it was not found. What is removed later is missed
    // by
    // the reader, which fails.
    Map<Integer, Long> starts = commands.starts();
    for (ReceivedDeadLetter letter : letters) {
      Map<Integer, Long> offsets = offsetsByTime.get(letter.timestamp().toEpochMilli());
      CommandPosition source = letter.source().orElseThrow();
      if (!starts.keySet().stream()
          .allMatch(partition -> reachesBack(partition, starts, offsets, source))) {
        unknown.add(RedriveHeaders.idOf(source));
      }
    }
    commands.read(
        from,
        ends,
        message -> RedriveHeaders.sourceOf(message.headers())
            .ifPresent(source -> sent.put(source, RecordPlace.of(message))));
  }

  /** Returns whether a partition had everything since a dead letter when it was read. */
  private static boolean reachesBack(
      int partition,
      Map<Integer, Long> starts,
      Map<Integer, Long> offsets,
      CommandPosition source) {
    long start = starts.get(partition);
    return start == 0
        || start <= (partition == source.partition() ? source.offset() : Long.MIN_VALUE)
        || offsets.getOrDefault(partition, start) > start;
  }

  /** Returns where the command is that was sent instead of this record. */
  Optional<RecordPlace> place(CommandPosition source) {
    return Optional.ofNullable(sent.get(RedriveHeaders.idOf(source)));
  }

  /** Returns whether one may have been sent that is no longer in the log. */
  boolean isUnknown(CommandPosition source) {
    return unknown.contains(RedriveHeaders.idOf(source));
  }
}
