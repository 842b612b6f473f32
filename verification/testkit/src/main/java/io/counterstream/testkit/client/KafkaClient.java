package io.counterstream.testkit.client;

import io.counterstream.testkit.wait.Waiting;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Sends bytes, reads committed bytes, and manages topics. Thread-safe. */
public final class KafkaClient implements AutoCloseable {
  private static final int REQUEST_BYTES_MAX = 8 << 20;

  private final Admin admin;
  private final KafkaProducer<byte[], byte[]> producer;
  private final TopicReader reader;

  public KafkaClient(String bootstrapServers) {
    admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
    reader = new TopicReader(bootstrapServers);
    producer = new KafkaProducer<>(
        Map.of(
            "bootstrap.servers",
            bootstrapServers,
            "compression.type",
            "zstd",
            "max.request.size",
            REQUEST_BYTES_MAX),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }

  /** For requests that this class has no method for. */
  public Admin admin() {
    return admin;
  }

  /** For what {@link #read} and {@link #awaitRecords} don't do. */
  public TopicReader reader() {
    return reader;
  }

  /** Creates a topic and waits until the broker knows it. */
  public void createTopic(String topic, int partitions, Map<String, String> configs) {
    NewTopic wanted = new NewTopic(topic, partitions, (short) 1).configs(configs);
    get(admin.createTopics(List.of(wanted)).all());
    awaitPartitions(List.of(topic), partitions);
  }

  /** Adds partitions to topics and waits until the broker knows them. */
  public void enlarge(Collection<String> topics, int partitions) {
    NewPartitions wanted = NewPartitions.increaseTo(partitions);
    get(admin
        .createPartitions(topics.stream().collect(Collectors.toMap(each -> each, each -> wanted)))
        .all());
    awaitPartitions(topics, partitions);
  }

  /** The broker learns of a topic or partition a moment after the controller created it. */
  private void awaitPartitions(Collection<String> topics, int partitions) {
    Waiting.await()
        .ignoreExceptions()
        .until(() -> admin.describeTopics(topics).allTopicNames().get().values().stream()
            .allMatch(topic -> topic.partitions().size() == partitions));
  }

  /** Returns the id that distinguishes a topic from later ones of the same name. */
  public Uuid topicId(String topic) {
    return get(admin.describeTopics(List.of(topic)).allTopicNames()).get(topic).topicId();
  }

  /** Returns how often a partition has changed or lost its leader. */
  public int leaderEpoch(TopicPartition partition) {
    return get(admin.listOffsets(Map.of(partition, OffsetSpec.latest())).partitionResult(partition))
        .leaderEpoch()
        .orElseThrow();
  }

  /** Sends without waiting; reports a failure on another thread. */
  public void send(ProducerRecord<byte[], byte[]> record, Consumer<Exception> failed) {
    producer.send(record, (position, failure) -> {
      if (failure != null) {
        failed.accept(failure);
      }
    });
  }

  /** Waits until all records that were sent are stored or have failed. */
  public void flush() {
    producer.flush();
  }

  /**
   * Sends records and waits until the broker has stored them.
   *
   * @return their positions, in the order given
   */
  public List<RecordMetadata> publish(List<ProducerRecord<byte[], byte[]>> records) {
    List<Future<RecordMetadata>> sent = new ArrayList<>();
    records.forEach(record -> sent.add(producer.send(record)));
    producer.flush();
    return sent.stream().map(KafkaClient::get).toList();
  }

  /** Returns every committed record up to the present ends, those of a partition in order. */
  public List<ConsumerRecord<byte[], byte[]>> read(Collection<String> topics) {
    return reader.read(topics);
  }

  /**
   * Counts committed records until there are enough, or {@link Waiting#LIMIT} is over.
   *
   * @return how many there are at least
   */
  public long awaitRecords(Collection<String> topics, long wanted) {
    return reader.awaitRecords(topics, wanted, Waiting.LIMIT);
  }

  private static <T> T get(Future<T> future) {
    try {
      return future.get();
    } catch (InterruptedException | ExecutionException failed) {
      throw new AssertionError(failed);
    }
  }

  @Override
  public void close() {
    producer.close();
    admin.close();
  }
}
