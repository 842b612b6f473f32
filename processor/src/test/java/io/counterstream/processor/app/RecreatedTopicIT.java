package io.counterstream.processor.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterstream.contract.json.OutcomeCodec;
import io.counterstream.processor.offsets.DecidedOffsets;
import io.counterstream.testkit.Deployment;
import io.counterstream.testkit.client.KafkaClient;
import io.counterstream.testkit.client.TableClient;
import io.counterstream.testkit.process.ChildJvm;
import io.counterstream.testkit.wait.Waiting;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command topic is deleted and created again while a processor is frozen. */
class RecreatedTopicIT {
  private static final int OLD = 300;
  private static final int MORE = 5000;
  private static final int COUNTERS = 7;

  private final Deployment deployment = TestProcessors.deploy(1, Deployment.QUICK_FAILOVER);
  private final TopicPartition commands = new TopicPartition(deployment.topics().commands(), 0);

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "the new topic ends below the place where the processor was,  40",
    "the new topic has grown past it, 20000"
  })
  void eachCommandOfTheNewTopicHasOneOutcome(String because, int burst) throws Exception {
    try (KafkaClient kafka = deployment.kafka()) {
      try (ChildJvm frozen = deployment.startProcess(Deployment.PROCESSOR, Map.of())) {
        kafka.publish(commands("old", OLD));
        assertThat(kafka.awaitRecords(deployment.topics().outcomes(), OLD)).isEqualTo(OLD);
        frozen.freeze();
        createTopicAgain(kafka);
        kafka.publish(commands("new", burst));
        frozen.thaw();
        Waiting.await()
            .until(() -> frozen.output().contains("The processor stops")
                || kafka.read(deployment.topics().outcomes()).size() > OLD);
        frozen.kill();
      }
      cure(kafka);
      try (ChildJvm killed = deployment.startProcess(Deployment.PROCESSOR, Map.of())) {
        kafka.publish(commands("more", MORE));
        Waiting.await()
            .until(() -> kafka.read(deployment.topics().outcomes()).size() > OLD + burst);
        killed.kill();
      }
      try (CounterProcessor last = TestProcessors.start(deployment)) {
        kafka.awaitRecords(deployment.topics().outcomes(), OLD + burst + MORE);
      }
      assertOneOutcomeEach(kafka, because, burst);
    }
  }

  private void assertOneOutcomeEach(KafkaClient kafka, String because, int burst) {
    Map<String, Integer> outcomes = new TreeMap<>();
    kafka
        .read(deployment.topics().outcomes())
        .forEach(record ->
            outcomes.merge(OutcomeCodec.decode(record.value()).commandId(), 1, Integer::sum));
    Map<String, Integer> onceEach = new TreeMap<>();
    Stream.of(ids("old", OLD), ids("new", burst), ids("more", MORE))
        .flatMap(each -> each)
        .forEach(id -> onceEach.put(id, 1));
    assertThat(outcomes).as(because).isEqualTo(onceEach);
    Uuid topicId = kafka.topicId(commands.topic());
    try (TableClient table = deployment.table()) {
      assertThat(table.items().values())
          .hasSize(COUNTERS)
          .allSatisfy(item -> assertThat(item.get("source").s()).isEqualTo(topicId + "/0"));
      assertThat(table.items().values().stream()
              .mapToInt(item -> Integer.parseInt(item.get("value").n()))
              .sum())
          .isEqualTo(OLD + burst + MORE);
    }
  }

  private void createTopicAgain(KafkaClient kafka) throws Exception {
    kafka.admin().deleteTopics(List.of(commands.topic())).all().get();
    Waiting.await()
        .until(() -> !kafka.admin().listTopics().names().get().contains(commands.topic()));
    CounterProcessor.provision(TestProcessors.settings(deployment, Map.of()));
  }

  /** Does what the message says if the next processor refuses to start. */
  private void cure(KafkaClient kafka) throws Exception {
    try {
      TestProcessors.start(deployment).close();
    } catch (SettingsException refused) {
      assertThat(refused).hasMessageContaining("belongs to a deleted topic");
      for (String group : List.of(deployment.name(), DecidedOffsets.groupOf(deployment.name()))) {
        assertThat(refused)
            .hasMessageContaining("--group " + group + " --topic " + commands.topic() + ":0");
        awaitNoMembers(kafka, group);
        kafka.admin().deleteConsumerGroupOffsets(group, Set.of(commands)).all().get();
      }
    }
  }

  private static void awaitNoMembers(KafkaClient kafka, String group) {
    Waiting.await()
        .until(() -> kafka
            .admin()
            .describeConsumerGroups(List.of(group))
            .describedGroups()
            .get(group)
            .get()
            .members()
            .isEmpty());
  }

  private List<ProducerRecord<byte[], byte[]>> commands(String prefix, int count) {
    List<String> counters =
        IntStream.range(0, COUNTERS).mapToObj(i -> "counter-" + i).toList();
    List<String> ids = ids(prefix, count).toList();
    return IntStream.range(0, count)
        .mapToObj(i -> deployment.command(
            ids.get(i), counters.get(i % COUNTERS), "\"delta\":1,\"expected\":\"any\""))
        .toList();
  }

  private static Stream<String> ids(String prefix, int count) {
    return IntStream.range(0, count).mapToObj(i -> prefix + "-" + i);
  }
}
