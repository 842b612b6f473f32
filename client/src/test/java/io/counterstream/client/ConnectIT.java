package io.counterstream.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.counterstream.contract.Topics;
import io.counterstream.processor.app.CounterProcessor;
import io.counterstream.processor.app.TestProcessors;
import io.counterstream.testkit.Deployment;
import io.counterstream.testkit.client.KafkaClient;
import io.counterstream.testkit.process.ChildJvm;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The checks on connecting, and topics that get more partitions. */
class ConnectIT {
  private static final Duration SHORT = Duration.ofSeconds(2);

  private final Deployment deployment = TestProcessors.deploy(4);

  @Test
  void missingTopicsAreReportedAtOnce() {
    ClientConfig config = TestClients.config(deployment).withTopicPrefix("elsewhere");
    assertThatThrownBy(() -> Counters.connect(config))
        .isInstanceOf(NotConnectedException.class)
        .hasMessage(
            "there is no topic elsewhere-commands at " + deployment.servers().bootstrapServers()
                + ": run the processor with --provision, or name another topic prefix");
  }

  @Test
  void topicsWithDifferentNumbersOfPartitionsAreRefused() throws Exception {
    Topics topics = TestClients.config(deployment).topics();
    enlarge(List.of(topics.commands()), 6);
    assertThatThrownBy(() -> TestClients.connect(deployment))
        .isInstanceOf(NotConnectedException.class)
        .hasMessageContaining("topic " + topics.applied() + " must have as many partitions as "
            + topics.commands() + ", 6, but has 4");
  }

  @Test
  void aMissingBrokerIsReportedInTime() {
    ClientConfig config = ClientConfig.of("127.0.0.1:1").withTimeout(SHORT);
    assertThatThrownBy(() -> Counters.connect(config))
        .isInstanceOfSatisfying(
            NotConnectedException.class,
            refused -> assertThat(refused.bootstrapServers()).isEqualTo("127.0.0.1:1"))
        .hasMessageContaining("no answer from 127.0.0.1:1 within 2s");
  }

  @Test
  void aWrongSettingIsNamed() {
    ClientConfig config = TestClients.config(deployment).withKafka("security.protocol", "NONE");
    assertThatThrownBy(() -> Counters.connect(config))
        .isInstanceOf(NotConnectedException.class)
        .hasMessageContaining("security.protocol");
  }

  @Test
  void addedPartitionsAreUsed() throws Exception {
    ClientConfig config = TestClients.config(deployment).withKafka("metadata.max.age.ms", "300");
    try (Counters counters = Counters.connect(config)) {
      List<Counter> some = new ArrayList<>();
      try (CounterProcessor before = TestProcessors.start(deployment)) {
        for (int i = 0; i < 8; i++) {
          some.add(counters.counter("grows-" + i, 0));
        }
      }
      enlarge(config.topics().all(), 7);
      try (CounterProcessor after = TestProcessors.start(deployment)) {
        for (Counter counter : some) {
          assertThat(counter.increment()).isEqualTo(1);
        }
      }
    }
  }

  /** A program's framework may choose the version of kafka-clients. */
  @Test
  void theOldestKafkaClientsDoesEverything() throws Exception {
    String servers = deployment.servers().bootstrapServers();
    try (CounterProcessor processor = TestProcessors.start(deployment);
        ChildJvm program = ChildJvm.of(
                OldestKafkaMain.class.getName(), Path.of("target", "oldest-kafka", "output.log"))
            .classPath(OldestKafka.classPath())
            .start(List.of(servers, deployment.name()))) {
      assertThat(program.awaitExit()).as(program.output()).isZero();
      assertThat(program.output())
          .containsSubsequence(
              "kafka-clients " + OldestKafka.VERSION, "6 conflict 12", "found applied", "closed");
    }
  }

  private void enlarge(List<String> topics, int partitions) {
    try (KafkaClient kafka = deployment.kafka()) {
      kafka.enlarge(topics, partitions);
    }
  }
}
