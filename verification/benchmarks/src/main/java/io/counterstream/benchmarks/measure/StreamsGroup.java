package io.counterstream.benchmarks.measure;

import io.counterstream.contract.kafka.KafkaFutures;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/** The consumer group of a Kafka Streams application, as its coordinator describes it. */
public final class StreamsGroup {
  private static final Duration POLL = Duration.ofMillis(200);

  private StreamsGroup() {}

  /**
   * Waits until processors share the partitions of a topic evenly.
   *
   * @throws IllegalStateException if they do not in time
   */
  public static void awaitShared(
      String bootstrapServers, String applicationId, int processors, Duration patience)
      throws InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      Optional<ConsumerGroupDescription> group = describe(admin, applicationId);
      while (!group.map(found -> isShared(found, processors)).orElse(false)) {
        if (System.nanoTime() > end) {
          throw new IllegalStateException(processors
              + " processors do not share the partitions after " + patience + ": " + group);
        }
        Thread.sleep(POLL.toMillis());
        group = describe(admin, applicationId);
      }
    }
  }

  private static boolean isShared(ConsumerGroupDescription group, int processors) {
    return group.groupState() == GroupState.STABLE && isShared(group.members(), processors);
  }

  static boolean isShared(Collection<MemberDescription> threads, int processors) {
    Map<String, Integer> shares = threads.stream()
        .collect(Collectors.groupingBy(
            thread -> processor(thread.clientId()),
            Collectors.summingInt(
                thread -> thread.assignment().topicPartitions().size())));
    int all = shares.values().stream().mapToInt(Integer::intValue).sum();
    return shares.size() == processors
        && all > 0
        && shares.values().stream().allMatch(share -> share >= all / processors);
  }

  /** Kafka Streams names its clients {@code client.id-StreamThread-number-consumer}. */
  private static String processor(String clientId) {
    return clientId.split("-StreamThread-", 2)[0];
  }

  /** Returns the group; empty before its first member has joined. */
  private static Optional<ConsumerGroupDescription> describe(Admin admin, String group) {
    try {
      return Optional.of(KafkaFutures.await(
          admin.describeConsumerGroups(List.of(group)).describedGroups().get(group)));
    } catch (GroupIdNotFoundException notYet) {
      return Optional.empty();
    }
  }
}
