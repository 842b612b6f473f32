package io.counterstream.analytics.stream;

import io.counterstream.analytics.model.RollupRule;
import io.counterstream.analytics.model.WindowSpan;
import io.counterstream.analytics.stream.AnalysisSettings.ChainRule;
import io.counterstream.contract.Outcome;
import io.counterstream.contract.Topics;
import io.counterstream.contract.json.OutcomeCodec;
import io.counterstream.contract.kafka.CommandPosition;
import io.counterstream.contract.kafka.OutcomeHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;

/** The topology without brokers: partition 0 of each topic. */
public final class AnalysisDriver implements AutoCloseable {
  /** The topics. */
  public static final AnalyticsTopics TOPICS = new AnalyticsTopics(Topics.DEFAULT, "test");

  private static final Uuid COMMAND_TOPIC = new Uuid(7, 7);

  private final LiveState live = new LiveState();
  private final AnalysisSettings settings;
  private final TopologyTestDriver driver;
  private Instant now;
  private long nextCommand;

  /** Starts with a wall clock. */
  public AnalysisDriver(Instant now) {
    this(now, settings(1));
  }

  /** Starts with a wall clock and settings. */
  public AnalysisDriver(Instant now, AnalysisSettings settings) {
    this.now = now;
    this.settings = settings;
    Properties properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, TOPICS.applicationId());
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:1");
    driver = new TopologyTestDriver(
        AnalyticsTopology.of(settings, live, new RecordTime(() -> this.now.toEpochMilli())),
        properties,
        now);
  }

  /** Settings for topics of so many partitions: a grace of 10 s, a patience of 5 s. */
  public static AnalysisSettings settings(int partitions) {
    return new AnalysisSettings(
        TOPICS,
        partitions,
        Duration.ofSeconds(10),
        Map.of(
            WindowSpan.SECOND, Duration.ofMinutes(15),
            WindowSpan.MINUTE, Duration.ofHours(24),
            WindowSpan.HOUR, Duration.ofDays(30)),
        new RollupRule("/", 3),
        new ChainRule(Duration.ofSeconds(5), false),
        true);
  }

  /** The settings. */
  public AnalysisSettings settings() {
    return settings;
  }

  /** What the instance knows beside the stores. */
  public LiveState live() {
    return live;
  }

  /** The driver, for its stores. */
  public TopologyTestDriver driver() {
    return driver;
  }

  /** Moves the wall clock. */
  public void advance(Duration duration) {
    now = now.plus(duration);
    driver.advanceWallClockTime(duration);
  }

  /** Sends an outcome of the next command. */
  public void send(Outcome outcome) {
    send(outcome, nextCommand++);
  }

  /** Sends an outcome of the command at an offset. */
  public void send(Outcome outcome, long commandOffset) {
    Headers headers = new RecordHeaders();
    OutcomeHeaders.WITH_CLOUD_EVENT.addTo(
        headers,
        new CommandPosition(Topics.DEFAULT.commands(), COMMAND_TOPIC, 0, commandOffset),
        outcome);
    send(outcome.type(), outcome.counterName().orElse(""), OutcomeCodec.encode(outcome), headers);
  }

  /** Sends any record to the topic of a type. */
  public void send(Outcome.Type type, String key, byte[] value, Headers headers) {
    TestInputTopic<byte[], byte[]> topic = driver.createInputTopic(
        Topics.DEFAULT.of(type), new ByteArraySerializer(), new ByteArraySerializer());
    Instant time = OutcomeCodec.tryDecode(value).map(Outcome::timestamp).orElse(now);
    Instant valid = time.isBefore(Instant.EPOCH) ? Instant.EPOCH : time;
    topic.pipeInput(new TestRecord<>(key.getBytes(StandardCharsets.UTF_8), value, headers, valid));
  }

  /** The records that were written to a topic since the last call. */
  public List<TestRecord<byte[], byte[]>> records(String topic) {
    return driver
        .createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer())
        .readRecordsToList();
  }

  /** The values that were written to a topic since the last call. */
  public List<String> written(String topic) {
    return records(topic).stream()
        .map(record -> new String(record.value(), StandardCharsets.UTF_8))
        .toList();
  }

  @Override
  public void close() {
    driver.close();
  }
}
