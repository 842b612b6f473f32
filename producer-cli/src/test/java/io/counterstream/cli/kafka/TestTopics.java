package io.counterstream.cli.kafka;

import static org.awaitility.Awaitility.await;

import io.counterstream.contract.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/** Makes topics for a test. */
public final class TestTopics {
  /** Of all five topics. */
  public static final int PARTITIONS = 3;

  private TestTopics() {}

  public static void create(String bootstrapServers, List<String> names, int partitions)
      throws ExecutionException, InterruptedException {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      admin
          .createTopics(names.stream()
              .map(name -> new NewTopic(name, partitions, (short) 1))
              .toList())
          .all()
          .get();
      // A broker knows of a topic a moment after the controller made it.
      await()
          .atMost(Duration.ofMinutes(1))
          .ignoreExceptions()
          .until(() -> admin.describeTopics(names).allTopicNames().get().size() == names.size());
    }
  }

  /** All five with the prefix. */
  public static Topics create(String bootstrapServers, String prefix)
      throws ExecutionException, InterruptedException {
    Topics topics = new Topics(prefix);
    create(bootstrapServers, topics.all(), PARTITIONS);
    return topics;
  }
}
