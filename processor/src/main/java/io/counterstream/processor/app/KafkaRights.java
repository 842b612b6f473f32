package io.counterstream.processor.app;

import io.counterstream.contract.Topics;
import io.counterstream.contract.kafka.KafkaFutures;
import io.counterstream.processor.offsets.DecidedOffsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.DescribeConsumerGroupsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;

/**
 * Checks before the start that the processor's principal has every right that the processor will
 * need. A right that only a rare record needs, such as to write a dead letter, would otherwise stop
 * every processor at that record.
 *
 * <p>What the brokers do not say is no fault: a broker without an authorizer grants everything, a
 * group that does not exist yet has no rights to show, and a right to describe is all that is shown
 * of transactional ids.
 *
 * @param admin asks the brokers; not closed here
 * @param topics the five topics
 * @param group the consumer group
 */
record KafkaRights(Admin admin, Topics topics, String group) {
  private static final Set<AclOperation> READ =
      Set.of(AclOperation.READ, AclOperation.DESCRIBE, AclOperation.DESCRIBE_CONFIGS);

  /** Results are read where a decided offset is missing. */
  private static final Set<AclOperation> WRITE = Set.of(
      AclOperation.READ, AclOperation.WRITE, AclOperation.DESCRIBE, AclOperation.DESCRIBE_CONFIGS);

  private static final Set<AclOperation> TRANSACT =
      Set.of(AclOperation.WRITE, AclOperation.DESCRIBE);

  /** The rights that are missing; empty if none is. */
  List<String> faults() {
    List<String> faults = new ArrayList<>();
    topicFaults(faults);
    groupFaults(faults);
    transactionalIdFault(faults);
    return faults;
  }

  private void topicFaults(List<String> faults) {
    DescribeTopicsOptions options = new DescribeTopicsOptions().includeAuthorizedOperations(true);
    Map<String, KafkaFuture<TopicDescription>> found = new LinkedHashMap<>();
    topics
        .all()
        .forEach(topic -> found.put(
            topic,
            admin.describeTopics(List.of(topic), options).topicNameValues().get(topic)));
    found.forEach((topic, description) -> {
      Set<AclOperation> needed = topic.equals(topics.commands()) ? READ : WRITE;
      granted(description.thenApply(TopicDescription::authorizedOperations))
          .ifPresent(granted -> missing("topic", topic, needed, granted).ifPresent(faults::add));
    });
  }

  private void groupFaults(List<String> faults) {
    DescribeConsumerGroupsOptions options =
        new DescribeConsumerGroupsOptions().includeAuthorizedOperations(true);
    for (String each : List.of(group, DecidedOffsets.groupOf(group))) {
      granted(admin
              .describeConsumerGroups(List.of(each), options)
              .describedGroups()
              .get(each)
              .thenApply(ConsumerGroupDescription::authorizedOperations))
          .flatMap(granted -> missing("group", each, Set.of(AclOperation.READ), granted))
          .ifPresent(faults::add);
    }
  }

  private void transactionalIdFault(List<String> faults) {
    // Kafka Streams appends a random id and the thread's number.
    String prefix = group + "-";
    try {
      KafkaFutures.await(admin.describeTransactions(List.of(prefix)).description(prefix));
    } catch (TransactionalIdAuthorizationException refused) {
      missing("transactional ids that start with", prefix, TRANSACT, Set.of())
          .ifPresent(faults::add);
    } catch (KafkaException unknown) {
      // No such id is in use, and the principal may describe it.
    }
  }

  /** The operations that a principal may execute; none if it may not even describe. */
  static Optional<Set<AclOperation>> granted(Future<Set<AclOperation>> response) {
    try {
      // A description that says that nobody may describe is of brokers that do not say.
      return Optional.ofNullable(KafkaFutures.await(response))
          .filter(granted -> !granted.isEmpty());
    } catch (AuthorizationException refused) {
      return Optional.of(Set.of());
    } catch (KafkaException unknown) {
      return Optional.empty();
    }
  }

  /** What to tell the operator if an operation that is needed is not granted. */
  static Optional<String> missing(
      String type, String name, Set<AclOperation> needed, Set<AclOperation> granted) {
    if (granted.contains(AclOperation.ALL)) {
      return Optional.empty();
    }
    Set<AclOperation> missing = new TreeSet<>(needed);
    missing.removeAll(granted);
    return missing.isEmpty()
        ? Optional.empty()
        : Optional.of("the principal of this processor must be allowed " + missing + " on " + type
            + " " + name + ", found " + new TreeSet<>(granted));
  }
}
