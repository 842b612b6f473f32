package io.counterstream.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.counterstream.contract.CounterCommand;
import io.counterstream.contract.Expectation;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/** To which partition commands are sent, and what is reported of those that fail. */
class KafkaCommandProducerTest {
  private static final String TOPIC = "counter-commands";
  private static final int PARTITIONS = 7;
  private static final CounterCommand COMMAND =
      new CounterCommand("id", "page-views", 1, Expectation.ANY);

  private final MockProducer<byte[], byte[]> producer = producer();
  private final KafkaCommandProducer commands = new KafkaCommandProducer(producer, TOPIC);
  private final List<DeliveryReport> reports = new ArrayList<>();

  @Test
  void thePartitionIsThatOfAnyJavaProducer() {
    for (int i = 0; i < 200; i++) {
      String counter = "counter-ü-" + i;
      int wanted = BuiltInPartitioner.partitionForKey(counter.getBytes(UTF_8), PARTITIONS);
      assertThat(commands.partitionOf(counter)).as(counter).isEqualTo(wanted);
    }
  }

  @Test
  void anAcknowledgedCommandIsPersisted() throws InterruptedException {
    commands.send(COMMAND, 1, reports::add);
    onAnotherThread(producer::completeNext);
    assertThat(reports).containsExactly(new DeliveryReport.Persisted(0));
    assertThat(producer.history().get(0).partition()).isEqualTo(1);
    assertThat(producer.history().get(0).key()).asString().isEqualTo("page-views");
  }

  @Test
  void aCommandThatTheProducerRefusesIsNotPersisted() {
    producer.sendException = new TimeoutException("buffer full");
    commands.send(COMMAND, 1, reports::add);
    assertThat(reports).singleElement().isInstanceOf(DeliveryReport.NotPersisted.class);
  }

  /** For example a codec of compression.type that can't be loaded. */
  @Test
  void aCommandAtWhichTheProducerBreaksIsPossiblyPersisted() {
    NoClassDefFoundError broken = new NoClassDefFoundError("org/xerial/snappy/Snappy");
    KafkaCommandProducer breaking = new KafkaCommandProducer(
        new MockProducer<>(
            cluster(), true, null, new ByteArraySerializer(), new ByteArraySerializer()) {
          @Override
          public Future<RecordMetadata> send(
              ProducerRecord<byte[], byte[]> message, Callback callback) {
            throw broken;
          }
        },
        TOPIC);
    breaking.send(COMMAND, 1, reports::add);
    assertThat(reports).containsExactly(new DeliveryReport.PossiblyPersisted(broken));
  }

  @Test
  void aCommandThatFailsLaterIsPossiblyPersisted() throws InterruptedException {
    for (RuntimeException failure :
        List.of(new TimeoutException("expired"), new AuthorizationException("not yours"))) {
      reports.clear();
      commands.send(COMMAND, 1, reports::add);
      onAnotherThread(() -> producer.errorNext(failure));
      assertThat(reports).containsExactly(new DeliveryReport.PossiblyPersisted(failure));
    }
  }

  @Test
  void aCommandThatNoBrokerAcceptsIsNotPersisted() throws InterruptedException {
    RecordTooLargeException failure = new RecordTooLargeException("too large");
    commands.send(COMMAND, 1, reports::add);
    onAnotherThread(() -> producer.errorNext(failure));
    assertThat(reports).containsExactly(new DeliveryReport.NotPersisted(failure));
  }

  private static void onAnotherThread(Runnable work) throws InterruptedException {
    Thread thread = new Thread(work);
    thread.start();
    thread.join();
  }

  private static MockProducer<byte[], byte[]> producer() {
    return new MockProducer<>(
        cluster(), false, null, new ByteArraySerializer(), new ByteArraySerializer());
  }

  private static Cluster cluster() {
    List<PartitionInfo> partitions = new ArrayList<>();
    Node node = new Node(1, "a", 1);
    for (int i = 0; i < PARTITIONS; i++) {
      partitions.add(new PartitionInfo(TOPIC, i, node, new Node[] {node}, new Node[] {node}));
    }
    return new Cluster("c", List.of(node), partitions, Set.of(), Set.of());
  }
}
