package io.counterstream.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.counterstream.testkit.client.KafkaClient;
import io.counterstream.testkit.wait.Waiting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code dlq redrive} where records were removed, and where brokers refuse a command. */
class RedriveRefusedIT {
  private static final String COMMAND = "{\"counter\":\"any\",\"delta\":1,\"expected\":\"any\"}";

  private final Cli cli = Cli.withProcessor();
  private final Terminal terminal = new Terminal();
  private final String topic = cli.deployment().topics().commands();
  private final KafkaClient kafka = cli.deployment().kafka();

  @TempDir
  private Path folder;

  @AfterEach
  void close() {
    kafka.close();
  }

  @Test
  void refusesWhereItCannotTellWhetherOneWasSentBefore() throws IOException {
    String file = corrected(List.of(record("gone"), record("gone")));
    TopicPartition partition = kafka.read(List.of(topic)).stream()
        .map(message -> new TopicPartition(topic, message.partition()))
        .findFirst()
        .orElseThrow();
    kafka.admin().deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(2)));
    Waiting.await().until(() -> kafka.read(List.of(topic)).isEmpty());
    assertThat(run("dlq", "redrive", file)).isEqualTo(1);
    assertThat(terminal.err())
        .contains("can't tell whether it was sent before", "--again sends it");
    assertThat(run("dlq", "redrive", "--again", file)).isZero();
  }

  /** An open transaction would keep processors from what follows it until it times out. */
  @Test
  void aTransactionThatFailsIsAbortedAtOnce() throws Exception {
    ProducerRecord<byte[], byte[]> large = record("large");
    large.headers().add("padding", new byte[2000]);
    String file = corrected(List.of(record("small"), large));
    setMaxMessageBytes(1000);
    assertThat(run("dlq", "redrive", file)).isEqualTo(1);
    assertThat(terminal.out()).doesNotContain("sent  ");
    String transactionalId = "counterstream-redrive-" + cli.deployment().name();
    assertThat(kafka
            .admin()
            .describeTransactions(List.of(transactionalId))
            .description(transactionalId)
            .get()
            .state())
        .isIn(TransactionState.PREPARE_ABORT, TransactionState.COMPLETE_ABORT);
    setMaxMessageBytes(100_000);
    assertThat(run("dlq", "redrive", file)).isZero();
    assertThat(terminal.out()).contains("sent 2, sent before 0, refused 0");
  }

  /** Publishes records, and returns a file in which their dead letters are corrected. */
  private String corrected(List<ProducerRecord<byte[], byte[]>> records) throws IOException {
    kafka.publish(records);
    Waiting.await().until(() -> {
      run("dlq", "list", "--output", "json");
      return terminal.out().lines().count() == records.size();
    });
    String lines = terminal.out().replace("\"command\":{}", "\"command\":" + COMMAND);
    return Files.writeString(folder.resolve("corrected.jsonl"), lines).toString();
  }

  private ProducerRecord<byte[], byte[]> record(String key) {
    return new ProducerRecord<>(topic, key.getBytes(UTF_8), "{}".getBytes(UTF_8));
  }

  private void setMaxMessageBytes(int bytes) throws ExecutionException, InterruptedException {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    ConfigEntry entry = new ConfigEntry("max.message.bytes", Integer.toString(bytes));
    kafka
        .admin()
        .incrementalAlterConfigs(
            Map.of(resource, List.of(new AlterConfigOp(entry, AlterConfigOp.OpType.SET))))
        .all()
        .get();
    // The controller has it first.
    Waiting.await()
        .until(() -> kafka
            .admin()
            .describeConfigs(List.of(resource))
            .all()
            .get()
            .get(resource)
            .get(entry.name())
            .value()
            .equals(entry.value()));
  }

  private int run(String... arguments) {
    terminal.clear();
    return cli.run(terminal, arguments);
  }
}
