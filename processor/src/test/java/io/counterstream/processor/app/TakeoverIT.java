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
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
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

  /** The transaction would last for a quarter of an hour. */
  @Test
  void theTransactionOfAnOwnerThatDiedIsAborted() {
    Deployment deployment = TestProcessors.deploy(1);
    TopicPartition results = new TopicPartition(deployment.topics().applied(), 0);
    TopicPartition others = new TopicPartition(deployment.topics().commands(), 0);
    CommandLoad load = new CommandLoad(deployment.topics().commands(), 7, 4);
    try (KafkaClient kafka = deployment.kafka();
        Producer<byte[], byte[]> dead = openTransaction(deployment, "-dead-1", results);
        Producer<byte[], byte[]> sender = openTransaction(deployment, "-sender-1", others)) {
      awaitTransactions(kafka.admin(), deployment.name(), Duration.ofSeconds(1));
      try (CounterProcessor next = TestProcessors.start(deployment, Deployment.QUICK_FAILOVER)) {
        sender.commitTransaction();
        kafka.publish(load.next(BATCH));
        assertThat(kafka.awaitRecords(deployment.topics().outcomes(), BATCH)).isEqualTo(BATCH);
      }
      assertThatThrownBy(dead::commitTransaction).isInstanceOf(ProducerFencedException.class);
    }
  }

  /** Sends no command: an empty record, which is a dead letter. */
  private static Producer<byte[], byte[]> openTransaction(
      Deployment deployment, String id, TopicPartition partition) {
    Map<String, Object> settings = Map.of(
        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
        deployment.servers().bootstrapServers(),
        ProducerConfig.TRANSACTIONAL_ID_CONFIG,
        deployment.name() + id,
        ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
        900_000);
    Producer<byte[], byte[]> producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    producer.initTransactions();
    producer.beginTransaction();
    producer.send(new ProducerRecord<>(partition.topic(), partition.partition(), null, null));
    producer.flush();
    return producer;
  }

  /** Waits until both are open for this time, which is half of the session time-out. */
  private static void awaitTransactions(Admin admin, String prefix, Duration age) {
    ListTransactionsOptions old = new ListTransactionsOptions().filterOnDuration(age.toMillis());
    while (KafkaFutures.await(admin.listTransactions(old).all()).stream()
            .filter(each -> each.transactionalId().startsWith(prefix))
            .count()
        < 2) {
      Thread.onSpinWait();
    }
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
