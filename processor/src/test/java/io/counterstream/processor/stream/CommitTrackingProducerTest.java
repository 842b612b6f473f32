package io.counterstream.processor.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.counterstream.core.BlindUpdate;
import io.counterstream.core.ConditionalPut;
import io.counterstream.core.CounterItem;
import io.counterstream.core.DecidedOffset;
import io.counterstream.core.LogSource;
import io.counterstream.core.table.CounterTable;
import io.counterstream.core.table.WriteResponse;
import io.counterstream.processor.engine.Engine;
import io.counterstream.processor.engine.EngineListener;
import io.counterstream.processor.engine.EngineSettings;
import io.counterstream.processor.engine.PartitionEngine;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An offset counts as committed once its transaction's commit has returned, and not before. */
class CommitTrackingProducerTest {
  private static final TopicPartition PARTITION = new TopicPartition("commands", 0);
  private static final ConsumerGroupMetadata GROUP = groupNamed("group");

  private static final ConsumerGroupMetadata MARKS = groupNamed("group.decided");

  private final MockProducer<byte[], byte[]> kafka =
      new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
  private final Lookahead lookahead = new Lookahead();
  private final CommitTrackingProducer producer =
      new CommitTrackingProducer(kafka, lookahead, MARKS);
  private final Engine engine =
      new Engine(new SilentTable(), EngineSettings.DEFAULT, EngineListener.NONE);
  private PartitionEngine partition;

  /** Never answers. */
  private static final class SilentTable implements CounterTable {
    @Override
    public CompletionStage<Optional<CounterItem>> read(String counter) {
      return new CompletableFuture<>();
    }

    @Override
    public CompletionStage<WriteResponse> blindUpdate(BlindUpdate update) {
      return new CompletableFuture<>();
    }

    @Override
    public CompletionStage<WriteResponse> put(ConditionalPut put) {
      return new CompletableFuture<>();
    }
  }

  @BeforeEach
  void followThePartition() {
    PartitionWork work = lookahead.ofThisThread().partition(PARTITION);
    LogSource log = new LogSource("topic", 0);
    work.ready(first -> {
      partition = engine.open(log, first);
      return new Following(log, new DecidedOffset(7), partition);
    });
    work.next(new PolledRecord(5, 0, null, null));
    producer.initTransactions();
  }

  @AfterEach
  void close() {
    engine.close();
  }

  @Test
  void aCommitThatReturnedIsTold() {
    send(9);
    assertThat(partition.committedUpTo()).isEqualTo(5);
    producer.commitTransaction();
    assertThat(partition.committedUpTo()).isEqualTo(9);
  }

  @Test
  void anAbortedOffsetIsNeverTold() {
    send(9);
    producer.abortTransaction();
    producer.beginTransaction();
    producer.commitTransaction();
    assertThat(partition.committedUpTo()).isEqualTo(5);
  }

  @Test
  void aCommitThatFailedIsNotTold() {
    send(9);
    kafka.commitTransactionException = new KafkaException("no answer");
    assertThatThrownBy(producer::commitTransaction).hasMessage("no answer");
    assertThat(partition.committedUpTo()).isEqualTo(5);
  }

  @Test
  void theMarkIsCommittedInTheSameTransactionAndNeverGoesBack() {
    assertThat(decidedOffsetAfterCommitOf(9)).isEqualTo(new OffsetAndMetadata(9, "topic/0"));
    assertThat(decidedOffsetAfterCommitOf(6)).isEqualTo(new OffsetAndMetadata(7, "topic/0"));
  }

  private OffsetAndMetadata decidedOffsetAfterCommitOf(long offset) {
    send(offset);
    producer.commitTransaction();
    List<Map<String, Map<TopicPartition, OffsetAndMetadata>>> commits =
        kafka.consumerGroupOffsetsHistory();
    return commits.get(commits.size() - 1).get("group.decided").get(PARTITION);
  }

  @Test
  void aZombieMovesNoMark() {
    kafka.sendOffsetsToTransactionException = new CommitFailedException();
    producer.beginTransaction();
    Map<TopicPartition, OffsetAndMetadata> offsets = Map.of(PARTITION, new OffsetAndMetadata(9));
    assertThatThrownBy(() -> producer.sendOffsetsToTransaction(offsets, GROUP))
        .isInstanceOf(CommitFailedException.class);
    producer.abortTransaction();
    assertThat(kafka.consumerGroupOffsetsHistory()).isEmpty();
  }

  @Test
  void aTransactionThatTheBrokersAbortedIsAReasonToJoinAgainAndNotToStop() {
    send(9);
    kafka.commitTransactionException = new InvalidTxnStateException("aborted by time-out");
    assertThatThrownBy(producer::commitTransaction)
        .isInstanceOf(ProducerFencedException.class)
        .hasMessageContaining("aborted by time-out");
    assertThat(partition.committedUpTo()).isEqualTo(5);
  }

  @Test
  void aTransactionHasAnAgeWhileItIsOpen() {
    ThreadWork thread = lookahead.ofThisThread();
    assertThat(thread.transactionAgeNanos(System.nanoTime())).isZero();
    send(9);
    assertThat(thread.transactionAgeNanos(System.nanoTime())).isPositive();
    producer.commitTransaction();
    assertThat(thread.transactionAgeNanos(System.nanoTime())).isZero();
  }

  private static ConsumerGroupMetadata groupNamed(String name) {
    Map<String, Object> settings = Map.of("bootstrap.servers", "127.0.0.1:1", "group.id", name);
    ByteArrayDeserializer bytes = new ByteArrayDeserializer();
    try (KafkaConsumer<byte[], byte[]> member = new KafkaConsumer<>(settings, bytes, bytes)) {
      return member.groupMetadata();
    }
  }

  private void send(long offset) {
    producer.beginTransaction();
    producer.sendOffsetsToTransaction(Map.of(PARTITION, new OffsetAndMetadata(offset)), GROUP);
  }
}
