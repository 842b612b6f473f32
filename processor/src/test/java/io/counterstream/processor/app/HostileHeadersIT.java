package io.counterstream.processor.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.counterstream.contract.json.OutcomeCodec;
import io.counterstream.processor.app.badinput.ExpectedHeaders;
import io.counterstream.testkit.Deployment;
import io.counterstream.testkit.client.KafkaClient;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Headers with reserved names, and headers that are too many or too large, through the real
 * processor: it passes them on or drops them, never trusts them, and goes on. The operator permits
 * every topic as a reply topic here.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileHeadersIT {

  /** Repeated alternatives: Java's matcher recurses once for each character. */
  private static final String EVERYTHING = "(\\w|[^\\w])*";

  private static final String APPLIES = "\"delta\":1,\"expected\":\"any\"";
  private static final String CONFLICTS = "\"delta\":1,\"expected\":-7";
  private static final String NAMELESS = "\"counter\":7";

  private Deployment deployment;
  private CounterProcessor processor;
  private KafkaClient kafka;
  private int sent;

  @BeforeAll
  void start() {
    deployment = TestProcessors.deploy(1);
    processor = TestProcessors.start(deployment, Map.of("reply.topics", EVERYTHING));
    kafka = deployment.kafka();
  }

  @AfterAll
  void stop() {
    kafka.close();
    processor.close();
  }

  @Test
  void forgedHeadersArePassedOnOrReplacedOrDropped() {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (String fields : List.of(APPLIES, CONFLICTS, "\"delta\":null", NAMELESS, "}")) {
      ProducerRecord<byte[], byte[]> record = command(fields);
      for (int twice = 0; twice < 2; twice++) {
        for (String name : List.of(
            "ce_specversion",
            "ce_type",
            "ce_source",
            "ce_id",
            "ce_time",
            "ce_subject",
            "content-type",
            "ce_dataschema",
            "Content-Type",
            "__value_schema_id",
            "traceparent",
            "kafka_correlationId",
            "kafka_replyPartition",
            "kafka_dlt-exception-fqcn",
            "__TypeId__",
            "__streams.errors.exception",
            "__streams.errors.message",
            "__streams.errors.stacktrace",
            "__streams.errors.topic",
            "__streams.errors.partition",
            "__streams.errors.offset",
            "counterstream_topic_id")) {
          record.headers().add(name, "forged".getBytes(UTF_8)).add(name, null);
        }
      }
      records.add(record);
    }
    assertThat(topicsOf(results(records)))
        .containsExactly("applied", "conflicts", "rejected", "rejected", "commands-dlq");
  }

  @Test
  void manyLargeAndOddHeadersAreCopied() {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (String fields : List.of(APPLIES, "}")) {
      ProducerRecord<byte[], byte[]> many = command(fields);
      for (int i = 0; i < 20_000; i++) {
        many.headers().add("header-" + i, new byte[] {1});
      }
      ProducerRecord<byte[], byte[]> tiny = command(fields);
      for (int i = 0; i < 150_000; i++) {
        tiny.headers().add("", null);
      }
      ProducerRecord<byte[], byte[]> large = command(fields);
      large.headers().add("large", new byte[500_000]);
      large.headers().add("k".repeat(400_000), null);
      ProducerRecord<byte[], byte[]> odd = command(fields);
      for (String name : List.of("", " ", "é", "\uD83D\uDE80", "a\u0000b", "\r\n", "\u202Ex")) {
        odd.headers().add(name, new byte[] {0, -1, (byte) 0xc0}).add(name, null);
        odd.headers().add(name, new byte[0]);
      }
      records.addAll(List.of(many, tiny, large, odd));
    }
    assertThat(topicsOf(results(records)))
        .containsExactly(
            "applied",
            "applied",
            "applied",
            "applied",
            "commands-dlq",
            "commands-dlq",
            "commands-dlq",
            "commands-dlq");
  }

  @Test
  void topicsThatTakeNoRepliesGetNone() {
    List<byte[]> names = new ArrayList<>();
    for (String name : deployment.topics().all()) {
      names.add(name.getBytes(UTF_8));
    }
    for (String name : List.of(
        "__consumer_offsets",
        "__transaction_state",
        deployment.name() + "-missing",
        "",
        ".",
        "..",
        " ",
        "a b",
        "é",
        "a\u0000b",
        "a\r\nWARN forged",
        "../x",
        "a".repeat(249),
        "a".repeat(250),
        "a".repeat(500_000))) {
      names.add(name.getBytes(UTF_8));
    }
    names.add(new byte[] {(byte) 0xc0, (byte) 0xaf});
    names.add(null);
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (byte[] name : names) {
      ProducerRecord<byte[], byte[]> record = command(APPLIES);
      record.headers().add("kafka_replyTopic", name);
      records.add(record);
    }
    assertThat(topicsOf(results(records))).hasSize(names.size()).containsOnly("applied");
  }

  @Test
  void ofSeveralReplyTopicsTheLastCounts() {
    String topic = deployment.name() + "-last";
    kafka.createTopic(topic, 1, Map.of());
    ProducerRecord<byte[], byte[]> forged = command(APPLIES);
    forged.headers().add("kafka_replyTopic", topic.getBytes(UTF_8));
    forged.headers().add("kafka_replyTopic", null);
    ProducerRecord<byte[], byte[]> twice = command(APPLIES);
    twice.headers().add("kafka_replyTopic", "missing".getBytes(UTF_8));
    twice.headers().add("kafka_replyTopic", topic.getBytes(UTF_8));
    ProducerRecord<byte[], byte[]> unreadable = command("}");
    unreadable.headers().add("kafka_replyTopic", topic.getBytes(UTF_8));
    results(List.of(forged, twice, unreadable));
    assertThat(kafka.read(List.of(topic))).hasSize(1);
  }

  @Test
  void aCompactedReplyTopicGetsNoRecordsWithoutAKey() {
    String topic = deployment.name() + "-compacted";
    kafka.createTopic(topic, 1, Map.of("cleanup.policy", "compact"));
    ProducerRecord<byte[], byte[]> keyed = command(APPLIES);
    ProducerRecord<byte[], byte[]> keyless =
        new ProducerRecord<>(keyed.topic(), null, command(APPLIES).value());
    keyless.headers().add("kafka_replyTopic", topic.getBytes(UTF_8));
    keyed.headers().add("kafka_replyTopic", topic.getBytes(UTF_8));
    assertThat(topicsOf(results(List.of(keyless, keyed)))).containsExactly("rejected", "applied");
    assertThat(kafka.read(List.of(topic))).hasSize(1);
  }

  @Test
  void aReplyTopicGetsNoRecordsThatAreOlderOrNewerThanItTakes() {
    String topic = deployment.name() + "-recent";
    kafka.createTopic(
        topic,
        1,
        Map.of(
            "message.timestamp.before.max.ms",
            "600000",
            "message.timestamp.after.max.ms",
            "600000"));
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (long ageMillis : new long[] {0, 700_000, -700_000, System.currentTimeMillis()}) {
      ProducerRecord<byte[], byte[]> command = command(APPLIES);
      ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
          command.topic(),
          null,
          System.currentTimeMillis() - ageMillis,
          command.key(),
          command.value());
      record.headers().add("kafka_replyTopic", topic.getBytes(UTF_8));
      records.add(record);
    }
    assertThat(topicsOf(results(records))).containsOnly("applied");
    assertThat(kafka.read(List.of(topic))).hasSize(1);
  }

  private ProducerRecord<byte[], byte[]> command(String fields) {
    String json = "{\"commandId\":\"h" + sent++ + "\","
        + (fields.equals(NAMELESS) ? "" : "\"counter\":\"headers\",") + fields + "}";
    return new ProducerRecord<>(
        deployment.topics().commands(), "headers".getBytes(UTF_8), json.getBytes(UTF_8));
  }

  /** Returns the topics of the results, without the prefix. */
  private List<String> topicsOf(List<ConsumerRecord<byte[], byte[]>> results) {
    return results.stream()
        .map(result -> result.topic().substring(deployment.name().length() + 1))
        .toList();
  }

  /** Publishes records and another command, and returns the one result of each, headers checked. */
  private List<ConsumerRecord<byte[], byte[]>> results(
      List<ProducerRecord<byte[], byte[]>> records) {
    List<String> topics = new ArrayList<>(deployment.topics().outcomes());
    topics.add(deployment.topics().deadLetters());
    List<RecordMetadata> positions = kafka.publish(records);
    List<RecordMetadata> neighbour = kafka.publish(List.of(command(APPLIES)));
    long total = neighbour.get(0).offset() + 1;
    kafka.awaitRecords(topics, total);
    assertThat(processor.isFollowing()).as("the processor follows").isTrue();
    Map<Long, ConsumerRecord<byte[], byte[]>> byOffset = new HashMap<>();
    List<ConsumerRecord<byte[], byte[]>> all = kafka.read(topics);
    all.forEach(result -> byOffset.put(offsetOf(result), result));
    assertThat(all).as("results").hasSize((int) total);
    assertThat(byOffset).as("records with results").hasSize((int) total);
    for (ConsumerRecord<byte[], byte[]> record :
        kafka.read(List.of(deployment.topics().commands()))) {
      checkHeaders(record, byOffset.get(record.offset()));
    }
    return positions.stream().map(position -> byOffset.get(position.offset())).toList();
  }

  private long offsetOf(ConsumerRecord<byte[], byte[]> result) {
    boolean dead = result.topic().equals(deployment.topics().deadLetters());
    String position = text(result.headers().lastHeader(dead ? "__streams.errors.offset" : "ce_id"));
    return Long.parseLong(position.substring(position.lastIndexOf('/') + 1));
  }

  private void checkHeaders(
      ConsumerRecord<byte[], byte[]> record, ConsumerRecord<byte[], byte[]> result) {
    List<Header> found = List.of(result.headers().toArray());
    if (result.topic().equals(deployment.topics().deadLetters())) {
      String message = text(result.headers().lastHeader("__streams.errors.message"));
      assertThat(message).startsWith("expected one JSON object with a commandId, found malformed");
      assertThat(found)
          .isEqualTo(ExpectedHeaders.ofDeadLetter(
              record, kafka.topicId(record.topic()).toString(), message));
    } else {
      boolean nameless = new String(record.value(), UTF_8).contains(NAMELESS);
      String id = kafka.topicId(record.topic()) + "/0/" + record.offset();
      assertThat(found)
          .isEqualTo(ExpectedHeaders.ofOutcome(
              record,
              OutcomeCodec.decode(result.value()).type().word(),
              id,
              nameless ? Optional.empty() : Optional.of("headers")));
    }
  }

  private static String text(Header header) {
    return new String(header.value(), UTF_8);
  }
}
