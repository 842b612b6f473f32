package io.counterstream.processor.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.counterstream.contract.Outcome;
import io.counterstream.contract.json.OutcomeCodec;
import io.counterstream.contract.kafka.KafkaFutures;
import io.counterstream.testkit.Deployment;
import io.counterstream.testkit.audit.DeploymentAudit;
import io.counterstream.testkit.client.KafkaClient;
import io.counterstream.testkit.process.ChildJvm;
import io.counterstream.testkit.wait.Waiting;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/** Partitions move between processors under load. */
class TakeoverIT {
  private static final int BATCH = 1000;

  @Test
  void processorsJoinAndLeaveAndEveryCommandHasOneOutcome() {
    Deployment deployment = TestProcessors.deploy(6);
    CommandLoad load = new CommandLoad(deployment.topics().commands(), 5, 30);
    try (KafkaClient kafka = deployment.kafka()) {
      CounterProcessor first = TestProcessors.start(deployment);
      kafka.publish(load.next(BATCH));
      CounterProcessor second = TestProcessors.start(deployment);
      kafka.publish(load.next(BATCH));
      first.close();
      kafka.publish(load.next(BATCH));
      CounterProcessor third = TestProcessors.start(deployment);
      kafka.publish(load.next(BATCH));
      second.close();
      kafka.publish(load.next(BATCH));
      long found = kafka.awaitRecords(deployment.topics().outcomes(), 5 * BATCH);
      assertThat(found).isEqualTo(5 * BATCH);
      third.close();
    }
    assertThat(DeploymentAudit.judge(deployment).findings()).isEmpty();
  }

  @Test
  void aProcessorThatStopsLeavesTheGroupAtOnce() throws InterruptedException {
    Deployment deployment = TestProcessors.deploy(2);
    // The group waits ten minutes for a member that did not say that it leaves.
    Map<String, String> patient = Map.of(
        "kafka.main.consumer.session.timeout.ms", "600000",
        "kafka.main.consumer.heartbeat.interval.ms", "500");
    CommandLoad load = new CommandLoad(deployment.topics().commands(), 6, 4);
    try (KafkaClient kafka = deployment.kafka();
        ChildJvm first = deployment.startProcess(Deployment.PROCESSOR, patient)) {
      kafka.publish(load.next(BATCH));
      assertThat(kafka.awaitRecords(deployment.topics().outcomes(), BATCH)).isEqualTo(BATCH);
      first.terminate();
      assertThat(first.awaitExit()).isZero();
      try (CounterProcessor second = TestProcessors.start(deployment, patient)) {
        kafka.publish(load.next(BATCH));
        assertThat(kafka.awaitRecords(deployment.topics().outcomes(), 2 * BATCH))
            .isEqualTo(2 * BATCH);
      }
    }
    assertThat(DeploymentAudit.judge(deployment).findings()).isEmpty();
  }

  /** Each transaction would last for a quarter of an hour. */
  @Test
  void theTransactionOfAnOwnerThatDiedIsAbortedAndNoOther() {
    Deployment deployment = TestProcessors.deploy(1);
    String id = deployment.name();
    CommandLoad load = new CommandLoad(deployment.topics().commands(), 7, 4);
    try (KafkaClient kafka = deployment.kafka();
        Producer<byte[], byte[]> dead =
            openTransaction(deployment, id + "-dead-1", deployment.topics().applied());
        Producer<byte[], byte[]> sender =
            openTransaction(deployment, id + "-sender-1", deployment.topics().commands());
        Producer<byte[], byte[]> stranger =
            openTransaction(deployment, "other-" + id, deployment.topics().deadLetters())) {
      // Half of the session time-out.
      awaitOpen(kafka.admin(), id, Duration.ofSeconds(1), Set.of("-dead-1", "-sender-1", "other-"));
      try (CounterProcessor next = TestProcessors.start(deployment, Deployment.QUICK_FAILOVER)) {
        awaitOpen(kafka.admin(), id, Duration.ofSeconds(1), Set.of("-sender-1", "other-"));
        sender.commitTransaction();
        stranger.commitTransaction();
        kafka.publish(load.next(BATCH));
        assertThat(kafka.awaitRecords(deployment.topics().outcomes(), BATCH)).isEqualTo(BATCH);
      }
      assertThatThrownBy(dead::commitTransaction).isInstanceOf(ProducerFencedException.class);
    }
  }

  /** Sends no command: an empty record, which is a dead letter. */
  private static Producer<byte[], byte[]> openTransaction(
      Deployment deployment, String id, String topic) {
    Map<String, Object> settings = Map.of(
        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
        deployment.servers().bootstrapServers(),
        ProducerConfig.TRANSACTIONAL_ID_CONFIG,
        id,
        ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
        900_000);
    Producer<byte[], byte[]> producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    producer.initTransactions();
    producer.beginTransaction();
    producer.send(new ProducerRecord<>(topic, 0, null, null));
    producer.flush();
    return producer;
  }

  /** Waits until those of the deployment's producers have a transaction that is at least as old. */
  private static void awaitOpen(Admin admin, String id, Duration age, Set<String> producers) {
    ListTransactionsOptions old = new ListTransactionsOptions()
        .filterStates(Set.of(TransactionState.ONGOING))
        .filterOnDuration(age.toMillis());
    Waiting.await()
        .until(() -> KafkaFutures.await(admin.listTransactions(old).all()).stream()
            .map(TransactionListing::transactionalId)
            .filter(each -> each.contains(id))
            .map(each -> each.replace(id, ""))
            .collect(Collectors.toSet())
            .equals(producers));
  }

  @Test
  void aCommandThatIsSentAgainIsRejectedByTheNextOwnerToo() {
    Deployment deployment = TestProcessors.deploy(1);
    String added = "\"delta\":1,\"expected\":\"any\"";
    String other = "\"delta\":2,\"expected\":\"any\"";
    try (KafkaClient kafka = deployment.kafka()) {
      try (CounterProcessor first = TestProcessors.start(deployment)) {
        kafka.publish(List.of(
            deployment.command("id", "again", added),
            deployment.command("id", "again", added),
            deployment.command("id", "again", other)));
        assertThat(kafka.awaitRecords(deployment.topics().outcomes(), 3)).isEqualTo(3);
      }
      try (CounterProcessor second = TestProcessors.start(deployment)) {
        kafka.publish(List.of(
            deployment.command("id", "again", added), deployment.command("new", "again", added)));
        assertThat(kafka.awaitRecords(deployment.topics().outcomes(), 5)).isEqualTo(5);
      }
      List<String> rejected = kafka.read(List.of(deployment.topics().rejected())).stream()
          .map(record -> (Outcome.Rejected) OutcomeCodec.decode(record.value()))
          .map(outcome -> outcome.reason() + " of offset "
              + outcome.original().orElseThrow().eventId().split("/")[2])
          .toList();
      assertThat(rejected)
          .containsExactly("repeated of offset 0", "id-reused of offset 0", "repeated of offset 0");
      assertThat(kafka.read(List.of(deployment.topics().applied()))).hasSize(2);
    }
    assertThat(DeploymentAudit.judge(deployment).findings()).isEmpty();
  }
}
