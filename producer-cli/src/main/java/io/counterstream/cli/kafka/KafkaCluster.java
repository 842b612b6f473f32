package io.counterstream.cli.kafka;

import io.counterstream.cli.terminal.CliException;
import io.counterstream.contract.kafka.KafkaFutures;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;

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
    try (Admin admin = TopicSurvey.admin(connection)) {
      return KafkaFutures.await(admin.describeCluster().clusterId(), connection.timeout());
    } catch (KafkaException failure) {
      throw Brokers.explain(failure, connection);
    }
  }

  /** Deletes a consumer group, or leaves it to expire if that is not allowed. */
  public void forgetGroup(String group) {
    try (Admin admin = TopicSurvey.admin(connection)) {
      KafkaFutures.await(admin.deleteConsumerGroups(List.of(group)).all(), connection.timeout());
    } catch (KafkaException leftToExpire) {
      // It only occupies storage.
    }
  }
}
