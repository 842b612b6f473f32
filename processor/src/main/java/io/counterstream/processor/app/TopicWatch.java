package io.counterstream.processor.app;

import io.counterstream.contract.Topics;
import io.counterstream.contract.kafka.KafkaFutures;
import io.counterstream.processor.progress.Stall;
import io.counterstream.processor.progress.Wait;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Watches whether the five topics exist and their partitions have leaders. Used by one thread.
 *
 * <p>A producer or consumer waits without a limit for a topic that was deleted or a partition
 * without a leader, and says nothing.
 */
final class TopicWatch {
  /** The time that the election of a leader may take. */
  private static final Duration ELECTION_MAX = Duration.ofSeconds(6);

  /** The time after which a topic that is missing was deleted. */
  private static final Duration DELETED_AFTER = Duration.ofSeconds(10);

  private final Admin admin;
  private final Topics topics;
  private final LongSupplier nanoClock;

  /** What is wrong at the moment, and since when. */
  private final Map<Missing, Long> sinceNanos = new LinkedHashMap<>();

  /**
   * What partitions of this processor wait for, or have waited for: a task that is given up
   * meanwhile is no progress.
   */
  private final Set<Missing> affecting = new HashSet<>();

  /** The command topic's id at the first look. */
  private Optional<Uuid> commandTopicId = Optional.empty();

  /** Whether the command topic had another id at a later look. */
  private boolean replaced;

  /** A topic that does not exist (partition -1), or a partition without a leader. */
  record Missing(String topic, int partition) {
    private static final int WHOLE_TOPIC = -1;

    String text() {
      return partition == WHOLE_TOPIC
          ? "topic " + topic + " to exist: was it deleted?"
          : "a leader of partition " + topic + "-" + partition;
    }

    /** The partitions of the command topic that wait for it, by name. */
    List<String> affected(String commands, List<String> owned) {
      return partition == WHOLE_TOPIC ? owned : List.of(commands + "-" + partition);
    }

    /** Whether a processor of these partitions waits for it. */
    boolean affects(String commands, List<String> owned) {
      return partition == WHOLE_TOPIC || owned.contains(commands + "-" + partition);
    }
  }

  /** The caller closes {@code admin}; the clock only rises. */
  TopicWatch(Admin admin, Topics topics, LongSupplier nanoClock) {
    this.admin = admin;
    this.topics = topics;
    this.nanoClock = nanoClock;
  }

  /**
   * Looks at the topics.
   *
   * @param timeout the time to wait for the brokers at most
   * @throws org.apache.kafka.common.KafkaException if no broker responds
   */
  void look(Duration timeout) {
    look(
        admin
            .describeTopics(
                topics.all(), new DescribeTopicsOptions().timeoutMs((int) timeout.toMillis()))
            .topicNameValues(),
        timeout);
  }

  /** Looks at the responses of the brokers. */
  void look(Map<String, ? extends Future<TopicDescription>> responses, Duration timeout) {
    List<Missing> missing = new ArrayList<>();
    responses.forEach((topic, response) -> {
      try {
        missing.addAll(missingIn(KafkaFutures.await(response, timeout.multipliedBy(2))));
      } catch (UnknownTopicOrPartitionException deleted) {
        missing.add(new Missing(topic, Missing.WHOLE_TOPIC));
      }
    });
    long now = nanoClock.getAsLong();
    sinceNanos.keySet().retainAll(missing);
    affecting.retainAll(missing);
    missing.forEach(each -> sinceNanos.putIfAbsent(each, now));
  }

  /** Looks at one topic that exists, and returns its partitions without leaders. */
  List<Missing> missingIn(TopicDescription topic) {
    if (topic.name().equals(topics.commands())) {
      commandTopicId = commandTopicId.or(() -> Optional.of(topic.topicId()));
      replaced |= !commandTopicId.get().equals(topic.topicId());
    }
    return topic.partitions().stream()
        .filter(info -> info.leader() == null || info.leader().isEmpty())
        .map(info -> new Missing(topic.name(), info.partition()))
        .toList();
  }

  /**
   * Whether the command topic has not existed for so long that it was deleted, or was created
   * again. A consumer whose position is the new topic's end polls nothing, so no poll tells it.
   */
  boolean commandTopicWasDeleted() {
    if (replaced) {
      return true;
    }
    Long since = sinceNanos.get(new Missing(topics.commands(), Missing.WHOLE_TOPIC));
    return since != null && nanoClock.getAsLong() - since >= DELETED_AFTER.toNanos();
  }

  /** Whether a partition of the command topic could be asked for its end. */
  boolean hasLeader(int commandPartition) {
    return !sinceNanos.containsKey(new Missing(topics.commands(), Missing.WHOLE_TOPIC))
        && !sinceNanos.containsKey(new Missing(topics.commands(), commandPartition));
  }

  /**
   * What has been wrong for longer than an election takes. A partition without a leader counts only
   * in a processor that it has affected: supervisors must not restart all the others.
   *
   * @param owned the partitions that this processor processes, by name
   */
  List<Stall> stalls(List<String> owned) {
    long now = nanoClock.getAsLong();
    List<Stall> stalls = new ArrayList<>();
    sinceNanos.forEach((missing, since) -> {
      Duration lasted = Duration.ofNanos(now - since);
      if (missing.affects(topics.commands(), owned)) {
        affecting.add(missing);
      }
      if (lasted.compareTo(ELECTION_MAX) > 0 && affecting.contains(missing)) {
        stalls.add(new Stall(
            Wait.Kind.TOPIC,
            "waits for " + missing.text(),
            missing.affected(topics.commands(), owned),
            lasted));
      }
    });
    return stalls;
  }
}
