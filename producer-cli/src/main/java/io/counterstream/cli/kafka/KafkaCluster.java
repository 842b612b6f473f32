package io.counterstream.cli.kafka;

import io.counterstream.cli.terminal.CliException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;

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
      return answer(admin.describeCluster().clusterId());
    } catch (KafkaException failure) {
      throw Brokers.explain(failure, connection);
    }
  }

  /** Removes a consumer group, or leaves it to its expiry if we may not. */
  public void forgetGroup(String group) {
    try (Admin admin = TopicSurvey.admin(connection)) {
      answer(admin.deleteConsumerGroups(List.of(group)).all());
    } catch (KafkaException leftToExpire) {
      // It only takes room.
    }
  }

  private <T> T answer(KafkaFuture<T> asked) {
    try {
      return asked.get(connection.timeout().toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException failed) {
      throw new KafkaException(failed.getCause());
    } catch (java.util.concurrent.TimeoutException late) {
      throw new org.apache.kafka.common.errors.TimeoutException(late);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw CliException.failed("interrupted while asking Kafka", interrupted);
    }
  }
}
