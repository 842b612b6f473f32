package io.counterstream.cli.kafka;

import io.counterstream.cli.terminal.CliException;
import io.counterstream.contract.kafka.KafkaFutures;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** The cluster of the brokers: its id and its consumer groups. */
public final class KafkaCluster {
  private final KafkaConnection connection;

  /** Creates the cluster of a connection. */
  public KafkaCluster(KafkaConnection connection) {
    this.connection = connection;
  }

  /**
   * Returns the cluster's id.
   *
   * @throws CliException if no broker responds
   */
  public String id() {
    try (AdminSession session = AdminSession.open(connection)) {
      Admin admin = session.admin();
      return KafkaFutures.await(admin.describeCluster().clusterId(), connection.requestTimeout());
    } catch (KafkaException failure) {
      throw Brokers.explain(failure, connection);
    }
  }

  /**
   * Returns the id of a topic, which a topic that is created again under the same name has not.
   *
   * @throws CliException if the topic does not exist, or no broker responds
   */
  public Uuid topicId(String topic) {
    try (AdminSession session = AdminSession.open(connection)) {
      Admin admin = session.admin();
      return KafkaFutures.await(
              admin.describeTopics(List.of(topic)).topicNameValues().get(topic),
              connection.requestTimeout())
          .topicId();
    } catch (UnknownTopicOrPartitionException missing) {
      throw Brokers.missingTopic(topic, connection);
    } catch (KafkaException failure) {
      throw Brokers.explain(failure, connection);
    }
  }

  /** Deletes a consumer group, or leaves it to expire if that is not allowed. */
  public void forgetGroup(String group) {
    try (AdminSession session = AdminSession.open(connection)) {
      Admin admin = session.admin();
      KafkaFutures.await(
          admin.deleteConsumerGroups(List.of(group)).all(), connection.requestTimeout());
    } catch (KafkaException leftToExpire) {
      // It only occupies storage.
    }
  }
}
