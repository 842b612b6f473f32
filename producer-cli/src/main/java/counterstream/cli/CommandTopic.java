package counterstream.cli;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** The topic that commands are sent to, looked at before: a producer would create a missing one. */
final class CommandTopic {
  private CommandTopic() {}

  /**
   * Returns if the topic is there. Needs no right to read outcomes.
   *
   * @throws CliException if it is not, or no broker answers
   */
  static void requirePresent(KafkaConnection connection) {
    Brokers.requireReachable(connection);
    String topic = connection.topics().commands();
    Map<String, Object> settings = connection.clientSettings();
    settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int)
        connection.timeout().toMillis());
    try (Admin admin = Admin.create(settings)) {
      admin.describeTopics(List.of(topic)).allTopicNames().get();
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof UnknownTopicOrPartitionException) {
        throw Brokers.missingTopic(topic, connection);
      }
      throw Brokers.explain(new KafkaException(failed.getCause()), connection);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw CliException.failed("interrupted while asking for topic " + topic, interrupted);
    } catch (KafkaException failure) {
      throw Brokers.explain(failure, connection);
    }
  }
}
