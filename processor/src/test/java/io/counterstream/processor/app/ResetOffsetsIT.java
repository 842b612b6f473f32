package io.counterstream.processor.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.counterstream.contract.json.OutcomeCodec;
import io.counterstream.processor.offsets.DecidedOffsets;
import io.counterstream.processor.offsets.OffsetsResetException;
import io.counterstream.testkit.Deployment;
import io.counterstream.testkit.client.KafkaClient;
import io.counterstream.testkit.wait.Waiting;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** The consumer group's offsets were moved to commands that are decided, or beyond the others. */
class ResetOffsetsIT {
  private static final int QUIET = 30;

  private final Deployment deployment = TestProcessors.deploy(1);
  private final TopicPartition commands = new TopicPartition(deployment.topics().commands(), 0);
  private KafkaClient kafka;
  private int sent;

  /** Decides one command for each counter, so every item's journal holds its command. */
  @BeforeEach
  void decideCommandsOfQuietCounters() {
    kafka = deployment.kafka();
    try (CounterProcessor processor = TestProcessors.start(deployment)) {
      send(QUIET);
      awaitOutcomes(QUIET);
    }
  }

  @AfterEach
  void close() {
    kafka.close();
  }

  @Test
  void aResetStopsTheProcessorWithAMessageThatNamesTheOffsetAndTheSetting() throws Exception {
    setGroupOffset(0);
    assertThatThrownBy(() -> CounterProcessor.start(TestProcessors.settings(deployment, Map.of())))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("is at offset 0, but the commands below " + QUIET)
        .hasMessageContaining("--reset-offsets --to-offset " + QUIET)
        .hasMessageContaining("on.already.decided=skip");
    assertThat(outcomes()).hasSize(QUIET);

    setGroupOffset(QUIET);
    try (CounterProcessor processor = TestProcessors.start(deployment)) {
      send(1);
      awaitOutcomes(QUIET + 1);
    }
    assertThat(outcomesOfEachCommand())
        .hasSize(QUIET + 1)
        .allSatisfy((id, found) -> assertThat(found).hasSize(1));
  }

  @Test
  void skippedCommandsGetNoSecondOutcomeAndTheNextOnesAreDecided() throws Exception {
    setGroupOffset(0);
    Map<String, String> skip = Map.of("on.already.decided", "skip");
    try (CounterProcessor processor = TestProcessors.start(deployment, skip)) {
      send(5);
      awaitOutcomes(QUIET + 5);
    }
    try (CounterProcessor processor = TestProcessors.start(deployment)) {
      send(1);
      awaitOutcomes(QUIET + 6);
    }
    assertThat(outcomesOfEachCommand())
        .hasSize(QUIET + 6)
        .allSatisfy((id, found) -> assertThat(found).hasSize(1));
  }

  @Test
  void whereTheDecidedOffsetWasSetBackTheItemsStillShowCommandsWhoseEntryIsGone() throws Exception {
    try (CounterProcessor processor = TestProcessors.start(deployment)) {
      sendTo("busy", 3);
      awaitOutcomes(QUIET + 3);
      sendTo("busy", 3);
      awaitOutcomes(QUIET + 6);
    }
    setGroupOffset(QUIET);
    // An operator's word counts more than what the result topics show.
    commit(DecidedOffsets.groupOf(deployment.name()), new OffsetAndMetadata(QUIET));
    assertThat(startAndAwaitStop())
        .isInstanceOf(OffsetsResetException.class)
        .hasMessageContaining("for counter busy was decided before")
        .hasMessageContaining("on.already.decided=skip");
    assertThat(outcomes()).hasSize(QUIET + 6);

    try (CounterProcessor processor =
        TestProcessors.start(deployment, Map.of("on.already.decided", "skip"))) {
      sendTo("busy", 1);
      awaitOutcome("r" + (sent - 1));
    }
    Map<String, Set<String>> distinct = new TreeMap<>();
    outcomesOfEachCommand().forEach((id, found) -> distinct.put(id, Set.copyOf(found)));
    assertThat(distinct)
        .hasSize(QUIET + 7)
        .allSatisfy((id, found) -> assertThat(found).hasSize(1));
    assertThat(distinct.get("r" + (sent - 1)).iterator().next()).contains("\"value\":7");
  }

  @Test
  void theDecidedOffsetOfADeletedTopicDoesNotApplyToItsSuccessor() throws Exception {
    createTopicAgain();
    commit(DecidedOffsets.groupOf(deployment.name()), new OffsetAndMetadata(QUIET, "gone/0"));
    try (CounterProcessor processor = TestProcessors.start(deployment)) {
      send(2);
      awaitOutcomes(QUIET + 2);
    }
  }

  @Test
  void anOffsetOfADeletedTopicIsNotTakenForOneOfItsSuccessor() throws Exception {
    createTopicAgain();
    send(QUIET + 5);
    // What a processor commits that was frozen while the topic was deleted.
    setGroupOffset(QUIET);
    commit(DecidedOffsets.groupOf(deployment.name()), new OffsetAndMetadata(QUIET, "gone/0"));
    assertThatThrownBy(() -> CounterProcessor.start(TestProcessors.settings(deployment, Map.of())))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("this offset belongs to a deleted topic (log gone/0)")
        .hasMessageContaining("--delete-offsets");

    deleteOffsets(deployment.name());
    deleteDecidedOffsets();
    try (CounterProcessor processor = TestProcessors.start(deployment)) {
      awaitOutcomes(2 * QUIET + 5);
    }
    assertThat(outcomesOfEachCommand())
        .hasSize(2 * QUIET + 5)
        .allSatisfy((id, found) -> assertThat(found).hasSize(1));
  }

  private void createTopicAgain() throws InterruptedException, ExecutionException {
    kafka.admin().deleteTopics(List.of(commands.topic())).all().get();
    // The broker learns of a deletion a moment after the controller.
    Waiting.await()
        .until(() -> !kafka.admin().listTopics().names().get().contains(commands.topic()));
    CounterProcessor.provision(TestProcessors.settings(deployment, Map.of()));
  }

  @Test
  void offsetsSetForwardStopTheProcessorBeforeCommandsAreLeftWithoutOutcomes() throws Exception {
    send(4);
    setGroupOffset(QUIET + 3);
    assertThatThrownBy(() -> CounterProcessor.start(TestProcessors.settings(deployment, Map.of())))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("is at offset 33, but the commands from 30 on have no outcomes")
        .hasMessageContaining("--reset-offsets --to-offset 30")
        .hasMessageContaining("--group " + DecidedOffsets.groupOf(deployment.name()))
        .hasMessageContaining("--delete-offsets");
    assertThat(outcomes()).hasSize(QUIET);

    setGroupOffset(QUIET);
    try (CounterProcessor processor = TestProcessors.start(deployment)) {
      awaitOutcomes(QUIET + 4);
    }
  }

  @Test
  void anOffsetBeyondTheEndDoesNotMakeTheProcessorRejoinForever() throws Exception {
    setGroupOffset(9999);
    assertThatThrownBy(() -> CounterProcessor.start(TestProcessors.settings(deployment, Map.of())))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("is at offset 9999, but the commands from 30 on");
  }

  @Test
  void withoutADecidedOffsetOffsetsSetForwardAreAccepted() throws Exception {
    send(4);
    setGroupOffset(QUIET + 3);
    deleteDecidedOffsets();
    try (CounterProcessor processor = TestProcessors.start(deployment)) {
      awaitOutcomes(QUIET + 1);
    }
    assertThat(outcomesOfEachCommand()).containsKey("r33").doesNotContainKey("r32");
  }

  @Test
  void recordsThatTheTopicNoLongerHasAreReportedAndTheOthersDecided() throws Exception {
    send(4);
    kafka
        .admin()
        .deleteRecords(Map.of(commands, RecordsToDelete.beforeOffset(QUIET + 3)))
        .all()
        .get();
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    Logger log = (Logger) LoggerFactory.getLogger("io.counterstream.processor.stream");
    lines.start();
    log.addAppender(lines);
    try (CounterProcessor processor = TestProcessors.start(deployment)) {
      awaitOutcomes(QUIET + 1);
    } finally {
      log.detachAppender(lines);
    }
    assertThat(lines.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .singleElement()
        .asString()
        .contains("the records from 30 to 32 (at most 3) were removed from the topic before");
  }

  private Throwable startAndAwaitStop() throws InterruptedException {
    try (CounterProcessor processor =
        CounterProcessor.start(TestProcessors.settings(deployment, Deployment.QUICK_FAILOVER))) {
      return processor.awaitStop().orElseThrow();
    }
  }

  /** Kafka refuses to set the offsets of a group that still has a member. */
  private void setGroupOffset(long offset) throws InterruptedException, ExecutionException {
    Waiting.await()
        .until(() -> kafka
            .admin()
            .describeConsumerGroups(List.of(deployment.name()))
            .describedGroups()
            .get(deployment.name())
            .get()
            .members()
            .isEmpty());
    commit(deployment.name(), new OffsetAndMetadata(offset));
  }

  private void commit(String group, OffsetAndMetadata offset)
      throws InterruptedException, ExecutionException {
    kafka
        .admin()
        .alterConsumerGroupOffsets(group, Map.of(commands, offset))
        .all()
        .get();
  }

  private void deleteDecidedOffsets() throws InterruptedException, ExecutionException {
    deleteOffsets(DecidedOffsets.groupOf(deployment.name()));
  }

  private void deleteOffsets(String group) throws InterruptedException, ExecutionException {
    kafka.admin().deleteConsumerGroupOffsets(group, Set.of(commands)).all().get();
  }

  private void send(int count) {
    for (int i = 0; i < count; i++) {
      sendTo("quiet-" + sent, 1);
    }
  }

  private void sendTo(String counter, int count) {
    String fields = "\"delta\":1,\"expected\":\"any\"";
    kafka.publish(Stream.generate(() -> deployment.command("r" + sent++, counter, fields))
        .limit(count)
        .toList());
  }

  private void awaitOutcomes(int count) {
    assertThat(kafka.awaitRecords(deployment.topics().outcomes(), count)).isEqualTo(count);
  }

  private void awaitOutcome(String id) {
    for (int wanted = 1; !outcomesOfEachCommand().containsKey(id); wanted++) {
      kafka.awaitRecords(deployment.topics().outcomes(), QUIET + wanted);
    }
  }

  private List<ConsumerRecord<byte[], byte[]>> outcomes() {
    return kafka.read(deployment.topics().outcomes());
  }

  /** Returns all outcomes of each command id, as JSON. */
  private Map<String, List<String>> outcomesOfEachCommand() {
    Map<String, List<String>> found = new TreeMap<>();
    for (ConsumerRecord<byte[], byte[]> record : outcomes()) {
      String json = new String(record.value(), UTF_8);
      String id = OutcomeCodec.decode(record.value()).commandId();
      found.computeIfAbsent(id, unused -> new ArrayList<>()).add(json);
    }
    return found;
  }
}
