package io.counterstream.processor.offsets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.counterstream.processor.progress.ProgressWatch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.errors.TaskMigratedException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An offset counts as committed once its transaction's commit has returned, and not before. */
class CommitTrackingProducerTest {
  private static final TopicPartition PARTITION = new TopicPartition("commands", 0);
  private static final OffsetAndMetadata DECIDED = new OffsetAndMetadata(7, "topic/0");
  private static final ConsumerGroupMetadata GROUP = groupNamed("group");
  private static final ConsumerGroupMetadata DECIDED_GROUP = groupNamed("group.decided");

  private final OrderedProducer kafka = new OrderedProducer();
  private final RecordingListener listener = new RecordingListener(Map.of(PARTITION, DECIDED));
  private final CommitTrackingProducer producer =
      new CommitTrackingProducer(kafka, () -> listener, DECIDED_GROUP);

  /** Records the order in which groups get their offsets. */
  private static final class OrderedProducer extends MockProducer<byte[], byte[]> {
    private final List<String> groups = new ArrayList<>();
    private Duration closedWithin = Duration.ofDays(1);
    private boolean acknowledges = true;
    private Runnable duringFlush = () -> {};

    OrderedProducer() {
      super(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    public void sendOffsetsToTransaction(
        Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata group) {
      groups.add(group.groupId());
      super.sendOffsetsToTransaction(offsets, group);
    }

    /** Calls back at once, or never. */
    @Override
    public synchronized Future<RecordMetadata> send(
        ProducerRecord<byte[], byte[]> record, Callback callback) {
      return acknowledges ? super.send(record, callback) : new CompletableFuture<>();
    }

    @Override
    public synchronized void flush() {
      duringFlush.run();
    }

    /** Kafka's producer waits without a limit here. */
    @Override
    public void close() {
      closedWithin = Duration.ofMillis(Long.MAX_VALUE);
    }

    @Override
    public void close(Duration timeout) {
      closedWithin = timeout;
      super.close(timeout);
    }
  }

  @BeforeEach
  void initTransactions() {
    producer.initTransactions();
  }

  @Test
  void aCommitThatReturnedIsReported() {
    send(9);
    assertThat(listener.events).containsExactly("began");
    producer.commitTransaction();
    assertThat(listener.events).containsExactly("began", "ended", "commands-0 committed up to 9");
  }

  @Test
  void anAbortedOffsetIsNeverReported() {
    send(9);
    producer.abortTransaction();
    producer.beginTransaction();
    producer.commitTransaction();
    assertThat(listener.events).containsExactly("began", "ended", "began", "ended");
  }

  @Test
  void aCommitThatFailedIsNotReported() {
    send(9);
    kafka.commitTransactionException = new KafkaException("no answer");
    assertThatThrownBy(producer::commitTransaction).hasMessage("no answer");
    assertThat(listener.events).containsExactly("began");
  }

  @Test
  void theDecidedOffsetIsCommittedInTheSameTransaction() {
    send(9);
    producer.commitTransaction();
    assertThat(kafka.groups).containsExactly("group", "group.decided");
    assertThat(kafka.consumerGroupOffsetsHistory())
        .containsExactly(Map.of(
            "group", Map.of(PARTITION, new OffsetAndMetadata(9)),
            "group.decided", Map.of(PARTITION, DECIDED)));
  }

  @Test
  void theGroupIsNotCommittedBelowTheDecidedOffset() {
    send(3);
    producer.commitTransaction();
    assertThat(kafka.consumerGroupOffsetsHistory())
        .containsExactly(Map.of(
            "group", Map.of(PARTITION, new OffsetAndMetadata(7)),
            "group.decided", Map.of(PARTITION, DECIDED)));
  }

  @Test
  void aZombieCommitsNoDecidedOffset() {
    kafka.sendOffsetsToTransactionException = new CommitFailedException();
    producer.beginTransaction();
    Map<TopicPartition, OffsetAndMetadata> offsets = Map.of(PARTITION, new OffsetAndMetadata(9));
    assertThatThrownBy(() -> producer.sendOffsetsToTransaction(offsets, GROUP))
        .isInstanceOf(CommitFailedException.class);
    assertThat(kafka.groups).containsExactly("group");
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
    assertThat(listener.events).containsExactly("began");
  }

  @Test
  void closingIsBounded() {
    producer.close();
    assertThat(kafka.closedWithin).isLessThanOrEqualTo(Duration.ofSeconds(10));
  }

  /** Kafka Streams gives its producers no delivery time-out: a topic that is gone holds a flush. */
  @Test
  void aFlushThatIsAbandonedIsAReasonToJoinAgainAndNamesWhatItWaitedFor() {
    ProgressWatch watch = new ProgressWatch(System::nanoTime, Duration.ZERO);
    listener.progress = watch.newThread();
    kafka.acknowledges = false;
    producer.beginTransaction();
    producer.send(new ProducerRecord<>("applied", 3, null, new byte[0]), (place, failure) -> {});
    kafka.duringFlush = () -> watch.abandonWaitsAfter(Duration.ofNanos(-1));
    assertThatThrownBy(producer::flush)
        .isInstanceOf(TaskMigratedException.class)
        .hasMessageContaining("applied-3 (1 outcomes) to acknowledge outcomes before a commit");
    assertThat(kafka.closedWithin).isZero();
    producer.abortTransaction();
    assertThat(kafka.transactionAborted())
        .as("asked a closed producer to abort")
        .isFalse();
  }

  /** Kafka Streams stops if its producer is closed under it. */
  @Test
  void aFlushThatReturnsBeforeItIsAbandonedIsCommitted() throws InterruptedException {
    AtomicReference<Thread> other = new AtomicReference<>();
    CountDownLatch found = new CountDownLatch(1);
    CountDownLatch flushed = new CountDownLatch(1);
    LongSupplier clock = () -> {
      if (Thread.currentThread() == other.get()) {
        // The wait was found, and the flush returns before it is abandoned.
        found.countDown();
        await(flushed);
      }
      return System.nanoTime();
    };
    ProgressWatch watch = new ProgressWatch(clock, Duration.ZERO);
    listener.progress = watch.newThread();
    other.set(new Thread(() -> watch.abandonWaitsAfter(Duration.ofNanos(-1))));
    send(9);
    kafka.duringFlush = () -> {
      other.get().start();
      await(found);
    };
    producer.flush();
    kafka.duringFlush = () -> {};
    flushed.countDown();
    other.get().join();
    producer.commitTransaction();
    assertThat(kafka.closed()).isFalse();
    assertThat(listener.events).contains("commands-0 committed up to 9");
  }

  @Test
  void whatAThreadWaitsForIsKnownWhileItFlushes() {
    ProgressWatch watch = new ProgressWatch(System::nanoTime, Duration.ofNanos(-1));
    listener.progress = watch.newThread();
    kafka.acknowledges = false;
    watch.partition(PARTITION).assigned(listener.progress);
    watch.partition(PARTITION).polled(0, 1);
    producer.beginTransaction();
    producer.send(new ProducerRecord<>("applied", 3, null, new byte[0]));
    List<String> seen = new ArrayList<>();
    kafka.duringFlush = () -> watch.stalls().forEach(stall -> seen.add(stall.text()));
    producer.flush();
    assertThat(seen)
        .singleElement()
        .asString()
        .startsWith("commands-0: waits for applied-3 (1 outcomes) to acknowledge outcomes");
  }

  private static void await(CountDownLatch event) {
    try {
      assertThat(event.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
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
