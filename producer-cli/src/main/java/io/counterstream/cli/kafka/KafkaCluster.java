package io.counterstream.cli.kafka;

import io.counterstream.cli.terminal.CliException;
import io.counterstream.contract.kafka.KafkaFutures;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;

/** The brokers as a whole: which cluster they are, and the groups they keep. */
public final class KafkaCluster {
  private final KafkaConnection connection;

  /** The one behind a connection. */
  public KafkaCluster(KafkaConnection connection) {
    this.connection = connection;
  }

  /**
   * The cluster's id.
   *
   * @throws CliException if no broker says
   */
  public String id() {
    try (Admin admin = TopicSurvey.admin(connection)) {
      return KafkaFutures.await(admin.describeCluster().clusterId(), connection.timeout());
    } catch (KafkaException failure) {
      throw Brokers.explain(failure, connection);
    }
  }

  /** Removes a consumer group, or leaves it to its expiry if we may not. */
  public void forgetGroup(String group) {
    try (Admin admin = TopicSurvey.admin(connection)) {
      KafkaFutures.await(admin.deleteConsumerGroups(List.of(group)).all(), connection.timeout());
    } catch (KafkaException leftToExpire) {
      // It only takes room.
    }
  }
}
