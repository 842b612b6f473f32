package io.counterstream.processor.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterstream.contract.kafka.OutcomeHeaders;
import io.counterstream.processor.app.TestProcessors;
import io.counterstream.processor.engine.Engine;
import io.counterstream.processor.engine.EngineListener;
import io.counterstream.processor.engine.EngineSettings;
import io.counterstream.processor.offsets.OnAlreadyDecided;
import io.counterstream.processor.offsets.OnRecordsLost;
import io.counterstream.processor.offsets.ResetAdvice;
import io.counterstream.processor.offsets.ResetGuard;
import io.counterstream.processor.progress.ProgressWatch;
import io.counterstream.processor.progress.Stall;
import io.counterstream.processor.reply.ReplyTopics;
import io.counterstream.testkit.Deployment;
import io.counterstream.testkit.client.KafkaClient;
import io.counterstream.testkit.wait.Waiting;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;

/** The other partitions of a stream thread do not wait for what one takeover reads. */
class TakeoverBesideOthersIT {
  private final Deployment deployment = TestProcessors.deploy(2);
  private final CountDownLatch brokersRespond = new CountDownLatch(1);
  private final Engine engine =
      new Engine(new MemoryTable(), EngineSettings.DEFAULT, EngineListener.NONE);
  private final ProgressWatch watch =
      new ProgressWatch(engine.environment()::nanoTime, Duration.ofMillis(1));

  /** The brokers do not say what is committed of partition 0. */
  private void awaitResponse(TopicPartition partition) {
    if (partition.partition() == 0) {
      try {
        brokersRespond.await();
      } catch (InterruptedException interrupted) {
        throw new KafkaException(interrupted);
      }
    }
  }

  private KafkaStreams stream(KafkaClient kafka) {
    Properties settings = new Properties();
    settings.put(StreamsConfig.APPLICATION_ID_CONFIG, deployment.name());
    settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, deployment.servers().bootstrapServers());
    settings.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, 1);
    ContinuityRules rules = new ContinuityRules(
        new ResetGuard(
            new ObservedOffsets(() -> FixedOffsets.NONE, this::awaitResponse),
            OnAlreadyDecided.STOP,
            OnRecordsLost.STOP),
        new ResetAdvice(deployment.name(), deployment.servers().bootstrapServers()),
        StreamListener.NONE,
        TestRepeats.noWindows(),
        TakeoverThreads.start(),
        assigned -> {});
    return new CommandStream(
            deployment.topics(),
            engine,
            kafka::topicId,
            new OutcomeFormat(OutcomeHeaders.WITH_CLOUD_EVENT, 100_000),
            new ReplyTopics(
                Pattern.compile(""), deployment.topics(), topic -> Optional.empty(), () -> {}))
        .build(
            settings,
            Duration.ofSeconds(60),
            rules,
            new Supervision(watch, OnItemFault.HOLD, Duration.ofSeconds(30)));
  }

  private ProducerRecord<byte[], byte[]> command(int partition) {
    return Deployment.inPartition(
        partition,
        deployment.command("id-" + partition, "c" + partition, "\"delta\":1,\"expected\":\"any\""));
  }

  @Test
  void aPartitionHasOutcomesWhileTheTakeoverOfAnotherIsRead() {
    List<String> applied = List.of(deployment.topics().applied());
    try (KafkaClient kafka = deployment.kafka();
        KafkaStreams stream = stream(kafka)) {
      kafka.publish(List.of(command(0), command(1)));
      stream.start();
      try {
        assertThat(kafka.awaitRecords(applied, 1)).isEqualTo(1);
        assertThat(kafka.read(applied)).extracting(ConsumerRecord::partition).containsExactly(1);
        awaitStall();
      } finally {
        brokersRespond.countDown();
      }
      assertThat(kafka.awaitRecords(applied, 2)).isEqualTo(2);
    }
    engine.close();
  }

  private void awaitStall() {
    TopicPartition slow = new TopicPartition(deployment.topics().commands(), 0);
    Waiting.await().untilAsserted(() -> {
      watch.endIs(slow, 1);
      assertThat(watch.stalls())
          .extracting(Stall::text)
          .singleElement()
          .asString()
          .contains(slow + ": waits for the brokers to return the group's and decided offsets");
    });
  }
}
