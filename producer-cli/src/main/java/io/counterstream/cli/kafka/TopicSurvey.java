package io.counterstream.cli.kafka;

import io.counterstream.cli.terminal.CliException;
import io.counterstream.contract.Topics;
import io.counterstream.contract.kafka.KafkaFutures;
import io.counterstream.contract.kafka.MissingRightsException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Describes the five topics. Needs the right to describe them. */
public final class TopicSurvey {
  private final KafkaConnection connection;

  /** Creates a survey of the topics that {@code connection} names. */
  public TopicSurvey(KafkaConnection connection) {
    this.connection = connection;
  }

  /**
   * One topic.
   *
   * @param name its name
   * @param holds what its records are
   * @param partitions their number; 0 if it does not exist
   * @param replicas the replicas of each partition; 0 if it does not exist
   * @param fault what is wrong with it, if anything
   */
  public record Found(
      String name, String holds, int partitions, int replicas, Optional<String> fault) {
    /** Returns whether the topic exists. */
    public boolean exists() {
      return partitions > 0;
    }
  }

  /**
   * Returns the five topics, in the contract's order.
   *
   * @throws CliException if no broker responds
   */
  public List<Found> run() {
    Topics topics = connection.topics();
    List<String> holds =
        List.of("commands", "applied commands", "conflicts", "rejections", "unreadable commands");
    List<Found> found = new ArrayList<>();
    Map<String, KafkaFuture<TopicDescription>> answers;
    Brokers.requireReachable(connection);
    try (AdminSession session = AdminSession.open(connection)) {
      Admin admin = session.admin();
      answers = admin.describeTopics(topics.all()).topicNameValues();
      int wanted = 0;
      for (String name : topics.all()) {
        Optional<TopicDescription> description = optional(name, answers.get(name));
        int partitions = description.map(topic -> topic.partitions().size()).orElse(0);
        wanted = wanted == 0 ? partitions : wanted;
        found.add(new Found(
            name,
            holds.get(found.size()),
            partitions,
            description
                .map(topic -> topic.partitions().get(0).replicas().size())
                .orElse(0),
            fault(partitions, wanted)));
      }
    } catch (KafkaException failure) {
      throw Brokers.explain(failure, connection);
    }
    return found;
  }

  /**
   * Requires the command topic to exist, because a producer would create it, and to permit what a
   * publication will do, because it would be refused in the middle.
   *
   * @param needed what the brokers must permit on it, if they say what they permit
   * @throws CliException if it does not exist, does not permit it, or no broker responds
   */
  public void requireCommandTopic(Set<AclOperation> needed) {
    Brokers.requireReachable(connection);
    String topic = connection.topics().commands();
    try (AdminSession session = AdminSession.open(connection)) {
      KafkaFuture<TopicDescription> answer = session
          .admin()
          .describeTopics(
              List.of(topic), new DescribeTopicsOptions().includeAuthorizedOperations(true))
          .topicNameValues()
          .get(topic);
      TopicDescription found =
          optional(topic, answer).orElseThrow(() -> Brokers.missingTopic(topic, connection));
      connection
          .rights()
          .missing("topic " + topic, needed, found.authorizedOperations())
          .ifPresent(missing -> {
            throw new MissingRightsException(List.of(missing), null);
          });
    } catch (KafkaException failure) {
      throw Brokers.explain(failure, connection);
    }
  }

  private static Optional<String> fault(int partitions, int wanted) {
    if (partitions == 0) {
      return Optional.of("missing");
    }
    return partitions == wanted
        ? Optional.empty()
        : Optional.of("must have " + wanted + " partitions, as all five");
  }

  private Optional<TopicDescription> optional(String topic, KafkaFuture<TopicDescription> answer) {
    try {
      return Optional.of(connection
          .rights()
          .require(AclOperation.DESCRIBE, "topic " + topic, () -> KafkaFutures.await(answer)));
    } catch (UnknownTopicOrPartitionException missing) {
      return Optional.empty();
    }
  }
}
