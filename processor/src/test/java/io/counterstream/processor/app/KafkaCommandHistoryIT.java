package io.counterstream.processor.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.counterstream.contract.CounterCommand;
import io.counterstream.contract.Expectation;
import io.counterstream.contract.json.CommandCodec;
import io.counterstream.contract.json.DecodedCommand;
import io.counterstream.processor.repeats.KafkaCommandHistory;
import io.counterstream.processor.repeats.RepeatSettings;
import io.counterstream.processor.repeats.Repeats;
import io.counterstream.testkit.Deployment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the window of commands is rebuilt from at a takeover. */
class KafkaCommandHistoryIT {
  private final Deployment deployment = TestProcessors.deploy(1);
  private final String servers = deployment.servers().bootstrapServers();
  private final TopicPartition partition =
      new TopicPartition(deployment.topics().commands(), 0);
  private final KafkaCommandHistory history =
      new KafkaCommandHistory(this::consumer, System::nanoTime);
  private final List<String> read = new ArrayList<>();

  private int consumers;

  private Consumer<byte[], byte[]> consumer() {
    consumers++;
    return new KafkaConsumer<>(
        Map.of(
            "bootstrap.servers", servers,
            "isolation.level", "read_committed",
            "auto.offset.reset", "earliest"),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }

  private KafkaProducer<byte[], byte[]> producer(Map<String, Object> more) {
    Map<String, Object> settings = new HashMap<>(more);
    settings.put("bootstrap.servers", servers);
    return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  private void send(KafkaProducer<byte[], byte[]> producer, String... values) {
    for (String value : values) {
      producer.send(
          new ProducerRecord<>(partition.topic(), 0, "c".getBytes(UTF_8), value.getBytes(UTF_8)));
    }
    producer.flush();
  }

  private long read(long from, long to) {
    read.clear();
    return history.read(
        partition,
        from,
        to,
        record -> read.add(record.offset() + new String(record.value(), UTF_8)));
  }

  @Test
  void abortedRecordsAndMarkersAreLeftOut() {
    try (KafkaProducer<byte[], byte[]> producer =
        producer(Map.of("transactional.id", deployment.name()))) {
      producer.initTransactions();
      producer.beginTransaction();
      send(producer, "a", "b");
      producer.commitTransaction(); // its marker has offset 2
      producer.beginTransaction();
      send(producer, "c", "d");
      producer.abortTransaction(); // 5
      producer.beginTransaction();
      send(producer, "e", "f");
      producer.commitTransaction(); // 8
    }
    assertThat(read(0, 8)).isZero();
    assertThat(read).containsExactly("0a", "1b", "6e", "7f");
    read(1, 7);
    assertThat(read).containsExactly("1b", "6e");
    read(2, 6);
    assertThat(read).as("markers and aborted records only").isEmpty();
  }

  @Test
  void recordsThatWereRemovedAreMissingAndTheLogsStartSaysSo() throws Exception {
    try (KafkaProducer<byte[], byte[]> producer = producer(Map.of());
        Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
      send(producer, "a", "b", "c", "d", "e");
      admin
          .deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(3)))
          .all()
          .get(10, TimeUnit.SECONDS);
    }
    assertThat(read(1, 5)).isEqualTo(3);
    assertThat(read).containsExactly("3d", "4e");
    assertThat(read(3, 4)).isEqualTo(3);
    assertThat(read).containsExactly("3d");
    assertThat(consumers).as("consumers of reads that follow each other").isOne();
  }

  @AfterEach
  void close() {
    history.close();
  }

  @Test
  void recordsThatDoNotArriveAreAnErrorThatNamesThem() {
    try (KafkaProducer<byte[], byte[]> producer = producer(Map.of())) {
      send(producer, "a", "b");
    }
    long[] now = {0};
    KafkaCommandHistory impatient = new KafkaCommandHistory(
        this::consumer, () -> now[0] += Duration.ofSeconds(6).toNanos());
    assertThatThrownBy(() -> impatient.read(partition, 0, 5, record -> {}))
        .isInstanceOf(TimeoutException.class)
        .hasMessageContaining(partition + " from offset")
        .hasMessageContaining("those up to 5 are needed to recognise commands sent twice");
  }

  /** The window of {@code -Dwindow=100000}; the output says what rebuilding it takes. */
  @Test
  void aWindowIsRebuiltFromTheLog() {
    int window = Integer.getInteger("window", 10_000);
    try (KafkaProducer<byte[], byte[]> producer = producer(Map.of("linger.ms", "20"))) {
      IntStream.range(0, window + 1).forEach(number -> {
        CounterCommand command = new CounterCommand(
            "0190163d-8694-739b-aea5-" + number, "c" + number % 100, 1, Expectation.ANY);
        producer.send(new ProducerRecord<>(
            partition.topic(), 0, command.counter().getBytes(UTF_8), CommandCodec.encode(command)));
      });
    }
    long[] bytes = {0};
    for (int round = 0; round < 3; round++) {
      bytes[0] = 0;
      Repeats repeats =
          new Repeats(Optional.empty(), new RepeatSettings(window, window, 100_000), closed -> {});
      long began = System.nanoTime();
      history.read(partition, 1, window + 1, record -> {
        bytes[0] += record.serializedKeySize() + record.serializedValueSize();
        repeats.remember(
            record.offset(),
            record.timestamp(),
            ((DecodedCommand.Valid) CommandCodec.decode(record.key(), record.value())).command());
      });
      assertThat(repeats.commands()).isEqualTo(window);
      System.out.printf(
          "A window of %,d commands, round %d: %,d ms, %,d bytes of keys and values read, %,d bytes"
              + " of memory%n",
          window,
          round,
          Duration.ofNanos(System.nanoTime() - began).toMillis(),
          bytes[0],
          repeats.bytes());
    }
  }
}
