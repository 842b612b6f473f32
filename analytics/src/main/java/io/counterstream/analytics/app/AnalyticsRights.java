package io.counterstream.analytics.app;

import io.counterstream.analytics.stream.AnalyticsTopics;
import io.counterstream.contract.kafka.KafkaFutures;
import io.counterstream.contract.kafka.MissingRightsException;
import io.counterstream.contract.kafka.Rights;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.MemberToRemove;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Checks before the start that the principal of analytics has every right that it will need: Kafka
 * Streams would fail later, and name none. Nothing is changed: a member that does not exist leaves
 * the group, a transactional id that no producer has is initialized, a topic is created for
 * validation only.
 *
 * @param admin asks the brokers; not closed here
 * @param topics that it reads and writes
 * @param rights of its principal
 */
record AnalyticsRights(Admin admin, AnalyticsTopics topics, Rights rights) {
  private static final String NOBODY = "rights";

  /**
   * Checks the rights.
   *
   * @throws UnusableException that lists those that are missing
   */
  void check() {
    String group = topics.applicationId();
    String prefix = group + "-";
    String internal = "topics that start with " + prefix;
    List<String> faults = new ArrayList<>();
    for (String topic : topics.source().outcomes()) {
      permitted(topic, "topic " + topic, Set.of(AclOperation.READ)).ifPresent(faults::add);
    }
    for (String topic : topics.published()) {
      permitted(topic, "topic " + topic, Set.of(AclOperation.WRITE)).ifPresent(faults::add);
    }
    permitted(topics.misplaced(), internal, Set.of(AclOperation.READ, AclOperation.WRITE))
        .ifPresent(faults::add);
    refused(
            AclOperation.CREATE,
            internal,
            () -> admin
                .createTopics(
                    List.of(new NewTopic(prefix + NOBODY, Optional.empty(), Optional.empty())),
                    new CreateTopicsOptions().validateOnly(true))
                .all())
        .ifPresent(faults::add);
    refused(
            AclOperation.READ,
            "group " + group,
            () -> admin
                .removeMembersFromConsumerGroup(
                    group,
                    new RemoveMembersFromConsumerGroupOptions(List.of(new MemberToRemove(NOBODY))))
                .all())
        .ifPresent(faults::add);
    refused(
            AclOperation.WRITE,
            "transactional ids that start with " + prefix,
            () -> admin.fenceProducers(List.of(prefix + NOBODY)).all())
        .ifPresent(faults::add);
    if (!faults.isEmpty()) {
      throw new UnusableException("rights are missing", faults);
    }
  }

  /** Brokers show the operations that they permit on a topic, unless they permit none. */
  private Optional<String> permitted(String topic, String resource, Set<AclOperation> needed) {
    try {
      return rights.missing(
          resource,
          needed,
          KafkaFutures.await(admin
                  .describeTopics(
                      List.of(topic), new DescribeTopicsOptions().includeAuthorizedOperations(true))
                  .topicNameValues()
                  .get(topic))
              .authorizedOperations());
    } catch (AuthorizationException refused) {
      return Optional.of(rights.missing(resource, needed));
    } catch (TimeoutException silent) {
      throw silent;
    } catch (KafkaException missing) {
      return Optional.empty();
    }
  }

  /** What brokers refuse for another reason needs no other right. */
  private Optional<String> refused(
      AclOperation operation, String resource, Supplier<Future<?>> request) {
    try {
      rights.require(operation, resource, () -> KafkaFutures.await(request.get()));
      return Optional.empty();
    } catch (MissingRightsException missing) {
      return Optional.of(missing.getMessage());
    } catch (TimeoutException silent) {
      throw silent;
    } catch (KafkaException other) {
      return Optional.empty();
    }
  }
}
