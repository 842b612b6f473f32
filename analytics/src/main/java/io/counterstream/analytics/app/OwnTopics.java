package io.counterstream.analytics.app;

import io.counterstream.analytics.stream.AnalyticsTopics;
import io.counterstream.contract.kafka.KafkaFutures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Checks the topics that analytics reads, and creates those that it publishes and uses. */
final class OwnTopics {
  private static final Map<String, String> COMPACTED =
      Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);

  private static final Duration USABLE_TIMEOUT = Duration.ofSeconds(30);
  private static final long POLL_MILLIS = 50;

  private final Admin admin;
  private final AnalyticsTopics topics;

  /** The caller closes {@code admin}. */
  OwnTopics(Admin admin, AnalyticsTopics topics) {
    this.admin = admin;
    this.topics = topics;
  }

  /**
   * The number of partitions of all topics.
   *
   * @throws UnusableException that lists what is missing or differs
   */
  int partitions() {
    List<String> faults = new ArrayList<>();
    Map<String, Integer> counts = new TreeMap<>();
    List<String> needed = new ArrayList<>(topics.source().outcomes());
    needed.addAll(topics.published());
    for (String topic : needed) {
      describe(topic)
          .ifPresentOrElse(
              found -> counts.put(topic, found.partitions().size()),
              () -> faults.add("topic " + topic + " does not exist"));
    }
    if (new TreeSet<>(counts.values()).size() > 1) {
      faults.add("all topics must have the same number of partitions, found " + counts);
    }
    if (!faults.isEmpty()) {
      throw new UnusableException(
          "analytics can't start (--provision creates the topics that it writes; the processor's"
              + " --provision those that it reads)",
          faults);
    }
    return counts.get(topics.source().applied());
  }

  /** Creates the internal topic of the topology, as Kafka Streams does the others. */
  void provisionInternal(int partitions, short replication) {
    if (describe(topics.misplaced()).isEmpty()) {
      create(topics.misplaced(), partitions, replication);
      awaitUsable(topics.misplaced());
    }
  }

  /**
   * Creates the topics to publish that do not exist, with as many partitions as those to read.
   *
   * @param replication their replication factor, -1 for the broker's default
   * @return the names of those created now
   */
  List<String> provision(short replication) {
    int partitions = describe(topics.source().applied())
        .orElseThrow(() -> new UnusableException(
            "nothing was created",
            List.of("topic " + topics.source().applied()
                + " does not exist: provision the processor first")))
        .partitions()
        .size();
    List<String> created = new ArrayList<>();
    for (String topic : topics.published()) {
      if (describe(topic).isEmpty() && create(topic, partitions, replication)) {
        created.add(topic);
      }
    }
    topics.published().forEach(this::awaitUsable);
    return created;
  }

  /** Waits until the brokers know a topic that was just created, and its leaders. */
  private void awaitUsable(String topic) {
    long deadlineNanos = System.nanoTime() + USABLE_TIMEOUT.toNanos();
    while (!isUsable(topic)) {
      if (System.nanoTime() - deadlineNanos > 0) {
        throw new KafkaException(
            "topic " + topic + " was created but is not usable after " + USABLE_TIMEOUT);
      }
      try {
        TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
      } catch (InterruptedException interrupted) {
        throw new InterruptException(interrupted);
      }
    }
  }

  private boolean isUsable(String topic) {
    return describe(topic)
        .filter(found -> found.partitions().stream().allMatch(each -> each.leader() != null))
        .isPresent();
  }

  private boolean create(String topic, int partitions, short replication) {
    Optional<Short> factor = replication < 0 ? Optional.empty() : Optional.of(replication);
    boolean compacted = topic.equals(topics.latest()) || topic.equals(topics.rollups());
    NewTopic wanted = new NewTopic(topic, Optional.of(partitions), factor)
        .configs(compacted ? COMPACTED : Map.of());
    try {
      KafkaFutures.await(admin.createTopics(List.of(wanted)).all());
      return true;
    } catch (TopicExistsException another) {
      // Another instance provisions at the same time.
      return false;
    }
  }

  private Optional<TopicDescription> describe(String topic) {
    try {
      return Optional.of(KafkaFutures.await(admin.describeTopics(List.of(topic)).allTopicNames())
          .get(topic));
    } catch (UnknownTopicOrPartitionException missing) {
      return Optional.empty();
    }
  }
}
