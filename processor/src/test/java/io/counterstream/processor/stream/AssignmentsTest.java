package io.counterstream.processor.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterstream.processor.offsets.AssignmentListener;
import io.counterstream.processor.progress.ProgressWatch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** Who learns of assignments learns of all of them, and of their end. */
class AssignmentsTest {
  private static final TopicPartition ONE = new TopicPartition("commands", 0);
  private static final TopicPartition TWO = new TopicPartition("commands", 1);

  private final List<String> told = new ArrayList<>();
  private final MockConsumer<byte[], byte[]> kafka = new MockConsumer<>("earliest");

  /** Writes down what it is told. */
  private final class Told implements AssignmentListener {
    private final String name;

    Told(String name) {
      this.name = name;
    }

    @Override
    public void assigned(Collection<TopicPartition> partitions) {
      told.add(name + " assigned " + partitions);
    }

    @Override
    public void revoked(Collection<TopicPartition> partitions) {
      told.add(name + " revoked " + partitions);
    }
  }

  /** Kafka Streams' own listener. */
  private static final class Streams implements ConsumerRebalanceListener {
    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {}

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {}
  }

  @Test
  void bothListenersLearnOfAssignedAndRevokedPartitions() {
    ManualClock clock = new ManualClock();
    ProgressWatch watch = new ProgressWatch(clock::nanoTime, Duration.ofSeconds(10));
    HeldPartitions held = new HeldPartitions(
        clock,
        new Supervision(watch, OnItemFault.HOLD, Duration.ofSeconds(30)),
        counter -> CompletableFuture.completedFuture(1));
    Consumer<byte[], byte[]> consumer = HoldingConsumer.of(
        kafka,
        held,
        clock,
        () -> new CommitSpacing(clock),
        new Told("first").andThen(new Told("second")));
    consumer.subscribe(List.of("commands"), new Streams());
    kafka.updateBeginningOffsets(Map.of(ONE, 0L, TWO, 0L));
    kafka.rebalance(List.of(ONE, TWO));
    kafka.rebalance(List.of(TWO));
    assertThat(told)
        .containsExactly(
            "first assigned " + List.of(ONE, TWO),
            "second assigned " + List.of(ONE, TWO),
            "first revoked " + List.of(ONE),
            "second revoked " + List.of(ONE),
            "first assigned []",
            "second assigned []");
  }
}
