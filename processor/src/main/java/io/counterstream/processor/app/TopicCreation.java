package io.counterstream.processor.app;

import io.counterstream.contract.kafka.KafkaFutures;
import io.counterstream.contract.kafka.MissingRightsException;
import io.counterstream.contract.kafka.Rights;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.TopicExistsException;

/**
 * Creates topics.
 *
 * @param admin asks the brokers; not closed here
 * @param rights of the principal
 */
record TopicCreation(Admin admin, Rights rights) {
  /**
   * Asks whether topics may be created, before any is: half of them would be worse than none.
   *
   * @throws MissingRightsException if they may not
   */
  void requireAllowed(List<String> names, int partitions, short replication) {
    List<String> refused = new ArrayList<>();
    admin
        .createTopics(
            topics(names, partitions, replication, Map.of()),
            new CreateTopicsOptions().validateOnly(true))
        .values()
        .forEach((name, response) -> {
          if (KafkaRights.isRefused(response)) {
            refused.add(rights.missing("topic " + name, Set.of(AclOperation.CREATE)));
          }
        });
    if (!refused.isEmpty()) {
      throw new MissingRightsException(refused, null);
    }
  }

  /** Creates topics; returns the names of those that another process has not created meanwhile. */
  List<String> create(
      List<String> names, int partitions, short replication, Map<String, String> configs) {
    List<String> created = new ArrayList<>();
    admin
        .createTopics(topics(names, partitions, replication, configs))
        .values()
        .forEach((name, response) -> {
          try {
            KafkaFutures.await(response);
            created.add(name);
          } catch (TopicExistsException another) {
            // Another process provisions at the same time.
          }
        });
    return created;
  }

  private static List<NewTopic> topics(
      List<String> names, int partitions, short replication, Map<String, String> configs) {
    Optional<Short> factor = replication < 0 ? Optional.empty() : Optional.of(replication);
    return names.stream()
        .map(name -> new NewTopic(name, Optional.of(partitions), factor).configs(configs))
        .toList();
  }
}
