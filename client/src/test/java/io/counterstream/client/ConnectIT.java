package io.counterstream.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.counterstream.contract.Topics;
import io.counterstream.processor.app.CounterProcessor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.junit.jupiter.api.Test;

/** What connecting checks, and topics that grow. */
class ConnectIT {
  private static final Duration SHORT = Duration.ofSeconds(2);

  private final Installation installation = Installation.create();

  @Test
  void withoutTopicsItSaysSoAtOnce() {
    ClientConfig config = installation.config().withTopicPrefix("elsewhere");
    assertThatThrownBy(() -> Counters.connect(config))
        .isInstanceOf(NotConnectedException.class)
        .hasMessage("there is no topic elsewhere-commands at " + installation.bootstrapServers()
            + ": run the processor with --provision, or name another topic prefix");
  }

  @Test
  void topicsThatDisagreeAreRefused() throws Exception {
    Topics topics = installation.config().topics();
    enlarge(List.of(topics.commands()), 6);
    assertThatThrownBy(installation::connect)
        .isInstanceOf(NotConnectedException.class)
        .hasMessageContaining("topic " + topics.applied() + " must have as many partitions as "
            + topics.commands() + ", 6, but has 4");
  }

  @Test
  void withoutABrokerItSaysSoInTime() {
    ClientConfig config = ClientConfig.of("127.0.0.1:1").withTimeout(SHORT);
    assertThatThrownBy(() -> Counters.connect(config))
        .isInstanceOfSatisfying(
            NotConnectedException.class,
            refused -> assertThat(refused.bootstrapServers()).isEqualTo("127.0.0.1:1"))
        .hasMessageContaining("no answer from 127.0.0.1:1 within 2s: is a Kafka broker running");
  }

  @Test
  void aWrongSettingIsNamed() {
    ClientConfig config = installation.config().withKafka("security.protocol", "NONE");
    assertThatThrownBy(() -> Counters.connect(config))
        .isInstanceOf(NotConnectedException.class)
        .hasMessageContaining("security.protocol");
  }

  @Test
  void partitionsThatAreAddedAreUsed() throws Exception {
    ClientConfig config = installation.config().withKafka("metadata.max.age.ms", "300");
    try (Counters counters = Counters.connect(config)) {
      List<Counter> some = new ArrayList<>();
      try (CounterProcessor before = installation.startProcessor()) {
        for (int i = 0; i < 8; i++) {
          some.add(counters.counter("grows-" + i, 0));
        }
      }
      enlarge(config.topics().all(), 7);
      try (CounterProcessor after = installation.startProcessor()) {
        for (Counter counter : some) {
          assertThat(counter.increment()).isEqualTo(1);
        }
      }
    }
  }

  private void enlarge(List<String> topics, int partitions) throws Exception {
    Map<String, NewPartitions> growth = new HashMap<>();
    topics.forEach(topic -> growth.put(topic, NewPartitions.increaseTo(partitions)));
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", installation.bootstrapServers()))) {
      admin.createPartitions(growth).all().get();
      // A broker knows of a partition a moment after the controller made it.
      await()
          .atMost(Duration.ofMinutes(1))
          .ignoreExceptions()
          .until(() -> admin.describeTopics(topics).allTopicNames().get().values().stream()
              .allMatch(topic -> topic.partitions().size() == partitions));
    }
  }
}
