package io.counterstream.cli.dlq;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.counterstream.cli.dlq.Correction.Place;
import io.counterstream.cli.kafka.KafkaConnection;
import io.counterstream.cli.kafka.RecordPlace;
import io.counterstream.cli.terminal.CliException;
import io.counterstream.contract.CounterCommand;
import io.counterstream.processor.app.CounterProcessor;
import io.counterstream.processor.app.TestProcessors;
import io.counterstream.testkit.Deployment;
import io.counterstream.testkit.client.KafkaClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/** Redriving when the brokers refuse a transaction. */
class RedriveIT {
  private final List<String> told = new ArrayList<>();
  private final Redrive.Listener listener = new Redrive.Listener() {
    @Override
    public void sent(Place deadLetter, CounterCommand command, RecordPlace place) {
      told.add("sent " + command.counter());
    }

    @Override
    public void sentBefore(Place deadLetter, RecordPlace place) {
      told.add("sent before");
    }

    @Override
    public void refused(String message) {
      told.add("refused");
    }
  };

  /** Brokers were seen to refuse the first transaction after another one with the same id. */
  @Test
  void aTransactionThatIsRefusedForTheStateOfTheOneBeforeIsSentAgainOnce() throws Exception {
    Deployment deployment = TestProcessors.deploy(1);
    try (CounterProcessor processor = TestProcessors.start(deployment);
        KafkaClient kafka = deployment.kafka()) {
      kafka.publish(List.of(new ProducerRecord<>(
          deployment.topics().commands(),
          "c".getBytes(UTF_8),
          "{\"counter\":\"c\",\"delta\":1,\"expected\":\"any\"}".getBytes(UTF_8))));
      kafka.awaitRecords(List.of(deployment.topics().deadLetters()), 1);
      assertThat(processor).isNotNull();
    }
    KafkaConnection connection = new KafkaConnection(
        Map.of("bootstrap.servers", deployment.servers().bootstrapServers()),
        deployment.topics(),
        Duration.ofSeconds(20));
    InvalidTxnStateException refused = new InvalidTxnStateException("invalid state");

    assertThatThrownBy(() -> run(connection, new TimeoutException("no answer"), refused))
        .as("another failure")
        .isInstanceOf(CliException.class)
        .hasMessageContaining("the same command again sends the others, and none twice");
    assertThatThrownBy(() -> run(connection, refused, refused)).as("twice").hasRootCause(refused);
    assertThat(told).isEmpty();

    assertThat(run(connection, refused)).isEqualTo(new Redrive.Summary(1, 0, 0));
    assertThat(told).containsExactly("sent c");
    assertThat(run(connection)).isEqualTo(new Redrive.Summary(0, 1, 0));
  }

  /** The first takeovers have brokers that refuse to send, the next one has the real ones. */
  private Redrive.Summary run(KafkaConnection connection, KafkaException... refusals) {
    Queue<KafkaException> next = new ConcurrentLinkedQueue<>(List.of(refusals));
    Redrive redrive = new Redrive(
        connection,
        listener,
        () -> Optional.ofNullable(next.poll())
            .map(refusal -> new RedriveProducer(connection, refusing(refusal)))
            .orElseGet(() -> RedriveProducer.takeOver(connection)));
    return redrive.run(
        List.of(new Correction(
            "line 1",
            new Place(0, 0),
            Optional.empty(),
            Optional.of("{\"commandId\":\"1\",\"counter\":\"c\",\"delta\":1,\"expected\":\"any\"}"
                .getBytes(UTF_8)))),
        false);
  }

  private static MockProducer<byte[], byte[]> refusing(KafkaException refusal) {
    MockProducer<byte[], byte[]> producer =
        new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    producer.initTransactions();
    producer.sendException = refusal;
    return producer;
  }
}
