package io.counterstream.processor.app;

import io.counterstream.contract.Topics;
import io.counterstream.contract.failure.Causes;
import io.counterstream.contract.kafka.KafkaFutures;
import io.counterstream.contract.kafka.Rights;
import io.counterstream.processor.offsets.DecidedOffsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.MemberToRemove;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks before the start that the processor's principal has every right that the processor will
 * need. A right that only a rare record needs, such as to write a dead letter, would otherwise stop
 * every processor at that record.
 *
 * <p>Brokers show the operations that they permit on a topic. They show little of groups and
 * nothing of transactional ids, so these are used, in a way that changes nothing that matters: a
 * member that does not exist leaves the group, and a transactional id that no producer has is
 * initialized.
 *
 * @param admin asks the brokers; not closed here
 * @param topics the five topics
 * @param group the consumer group
 * @param rights of the processor's principal
 */
record KafkaRights(Admin admin, Topics topics, String group, Rights rights) {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaRights.class);
  private static final Set<AclOperation> READ =
      Set.of(AclOperation.READ, AclOperation.DESCRIBE, AclOperation.DESCRIBE_CONFIGS);

  /** Results are read where a decided offset is missing. */
  private static final Set<AclOperation> WRITE = Set.of(
      AclOperation.READ, AclOperation.WRITE, AclOperation.DESCRIBE, AclOperation.DESCRIBE_CONFIGS);

  /** Not the name of a member or producer: Kafka Streams appends a random id and a number. */
  private static final String NOBODY = "rights";

  /**
   * The rights that are missing; empty if none is.
   *
   * @throws TimeoutException if brokers do not respond without which nothing can be processed
   */
  List<String> faults() {
    List<String> faults = new ArrayList<>();
    topicFaults(faults);
    for (String each : List.of(group, DecidedOffsets.groupOf(group))) {
      if (isRefused(admin
          .removeMembersFromConsumerGroup(
              each, new RemoveMembersFromConsumerGroupOptions(List.of(new MemberToRemove(NOBODY))))
          .all())) {
        faults.add(rights.missing("group " + each, Set.of(AclOperation.READ)));
      }
    }
    String prefix = group + "-";
    if (isKnownToBeRefused(admin.fenceProducers(List.of(prefix + NOBODY)).all())) {
      faults.add(rights.missing(
          "transactional ids that start with " + prefix, Set.of(AclOperation.WRITE)));
    }
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
      if (isRefused(description)) {
        faults.add(rights.missing("topic " + topic, needed));
      } else if (!description.isCompletedExceptionally()) {
        rights
            .missing(
                "topic " + topic, needed, KafkaFutures.await(description).authorizedOperations())
            .ifPresent(faults::add);
      }
    });
  }

  /**
   * Whether the coordinator of one transactional id refuses. If it does not respond, it is not
   * known whether the right is missing; the processor's own ids have other coordinators, mostly.
   */
  static boolean isKnownToBeRefused(Future<?> response) {
    try {
      return isRefused(response);
    } catch (TimeoutException silent) {
      LOG.warn(
          "A transaction coordinator has not responded, so it is not known whether transactional"
              + " ids may be used: {}",
          Causes.explain(silent));
      return false;
    }
  }

  /**
   * Whether the brokers refuse a request for lack of a right. What they refuse for another reason,
   * such as that nothing of this name exists, needs no other right.
   *
   * @throws TimeoutException if they do not respond
   */
  static boolean isRefused(Future<?> response) {
    try {
      KafkaFutures.await(response);
      return false;
    } catch (AuthorizationException refused) {
      return true;
    } catch (TimeoutException silent) {
      throw silent;
    } catch (KafkaException other) {
      return false;
    }
  }
}
