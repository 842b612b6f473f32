package io.counterstream.benchmarks.contender;

import io.counterstream.contract.Outcome;
import io.counterstream.contract.Topics;
import io.counterstream.contract.json.OutcomeCodec;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;

/**
 * Kafka Streams applications of a few lines with {@code exactly_once_v2} and the client settings of
 * the processor, so that those make no difference. They poll 1,000 records, the default of Kafka
 * Streams, because they process one at a time.
 */
final class SimpleStream {
  private static final Serializer<Outcome> JSON = (topic, outcome) -> OutcomeCodec.encode(outcome);
  private static final String COMMANDS = "commands";
  private static final String HANDLE = "handle";
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(20);

  private SimpleStream() {}

  static AutoCloseable blocking(Assignment assignment) {
    DynamoDbAsyncClient client = TableClients.connect(assignment);
    OneWrite table = new OneWrite(client, assignment.table());
    return start(
        assignment, () -> new EachCommand(table::apply, EachCommand.Commit.BY_INTERVAL), client);
  }

  static AutoCloseable roundTrip(Assignment assignment) {
    DynamoDbAsyncClient client = TableClients.connect(assignment);
    OneWrite table = new OneWrite(client, assignment.table());
    return start(assignment, () -> new EachCommand(table::put, EachCommand.Commit.AT_ONCE), client);
  }

  static AutoCloseable passThrough(Assignment assignment) {
    return start(
        assignment,
        () -> new EachCommand(EachCommand.WITHOUT_TABLE, EachCommand.Commit.BY_INTERVAL),
        () -> {});
  }

  private static AutoCloseable start(
      Assignment assignment,
      ProcessorSupplier<byte[], byte[], byte[], Outcome> processor,
      AutoCloseable table) {
    Topics topics = assignment.topics();
    Topology topology = new Topology();
    topology.addSource(
        AutoOffsetReset.earliest(),
        COMMANDS,
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer(),
        topics.commands());
    topology.addProcessor(HANDLE, processor, COMMANDS);
    topology.addSink(
        "outcomes",
        (key, outcome, context) -> topics.of(outcome.type()),
        new ByteArraySerializer(),
        JSON,
        HANDLE);
    KafkaStreams streams = new KafkaStreams(topology, settings(assignment));
    streams.start();
    return () -> {
      streams.close(
          CloseOptions.groupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP)
              .withTimeout(CLOSE_TIMEOUT));
      table.close();
    };
  }

  private static Properties settings(Assignment assignment) {
    Map<String, String> processor = CounterstreamStart.settings(assignment, System.getenv());
    Properties settings = new Properties();
    settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, assignment.bootstrapServers());
    settings.put(StreamsConfig.APPLICATION_ID_CONFIG, assignment.name());
    settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    settings.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, CounterstreamStart.streamThreads());
    settings.put(
        StreamsConfig.COMMIT_INTERVAL_MS_CONFIG,
        processor.getOrDefault("commit.interval.ms", "100"));
    settings.put(StreamsConfig.POLL_MS_CONFIG, 10);
    settings.put(StreamsConfig.mainConsumerPrefix("max.poll.records"), 1000);
    settings.put(StreamsConfig.producerPrefix("compression.type"), "lz4");
    settings.put(StreamsConfig.mainConsumerPrefix("session.timeout.ms"), (int)
        CounterstreamStart.session().toMillis());
    settings.put(StreamsConfig.mainConsumerPrefix("heartbeat.interval.ms"), 500);
    return settings;
  }
}
