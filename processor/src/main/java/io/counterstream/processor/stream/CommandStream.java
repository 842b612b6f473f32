package io.counterstream.processor.stream;

import io.counterstream.contract.Topics;
import io.counterstream.processor.engine.Engine;
import java.time.Duration;
import java.util.Properties;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.DefaultProductionExceptionHandler;
import org.apache.kafka.streams.errors.LogAndFailProcessingExceptionHandler;

/** The stream application: topology, clients and the settings that the protocol needs. */
public final class CommandStream {
  /** Of the transaction's time-out, how much a record may wait for its outcome. */
  private static final double PATIENCE = 0.7;

  private static final String COMMANDS = "commands";
  private static final String DECIDE = "decide";
  private static final String EMIT = "emit";

  private final Topics topics;
  private final Engine engine;
  private final TopicIds topicIds;
  private final OutcomeForm form;
  private final ReplyTopics replies;

  /**
   * A stream that is not started yet.
   *
   * @param topics the topics' names
   * @param engine carries the commands to the table; outlives the stream
   * @param topicIds looks up the command topic's id
   * @param form how outcomes are written
   * @param replies which topics commands may name for their replies
   */
  public CommandStream(
      Topics topics, Engine engine, TopicIds topicIds, OutcomeForm form, ReplyTopics replies) {
    this.topics = topics;
    this.engine = engine;
    this.topicIds = topicIds;
    this.form = form;
    this.replies = replies;
  }

  /**
   * Builds the application.
   *
   * @param settings for Kafka Streams and its clients; {@code exactly_once_v2}, the
   *     exception handlers and the look-ahead are set here, whatever they say
   * @param transactionTimeout the producers' {@code transaction.timeout.ms}
   * @param guard keeps commands from a second outcome when the group's offsets were reset
   */
  public KafkaStreams build(Properties settings, Duration transactionTimeout, ResetGuard guard) {
    Lookahead lookahead = new Lookahead();
    Duration patience = Duration.ofMillis((long) (transactionTimeout.toMillis() * PATIENCE));
    StreamParts parts = new StreamParts(
        topics, engine, topicIds, form, replies, patience, lookahead, new StaleSightings(), guard);
    Properties all = new Properties();
    all.putAll(settings);
    all.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    all.put(StreamsConfig.producerPrefix("transaction.timeout.ms"), (int)
        transactionTimeout.toMillis());
    // Whoever logs and goes on skips a command: no outcome, ever.
    all.put(
        StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG,
        LogAndFailProcessingExceptionHandler.class);
    all.put(
        StreamsConfig.PRODUCTION_EXCEPTION_HANDLER_CLASS_CONFIG,
        DefaultProductionExceptionHandler.class);
    all.put(
        StreamsConfig.mainConsumerPrefix("interceptor.classes"),
        LookaheadInterceptor.class.getName());
    all.put(StreamsConfig.mainConsumerPrefix(Lookahead.SETTING), lookahead);
    return new KafkaStreams(
        topology(parts), all, new TrackedClients(lookahead, guard.decidedOffsetsGroup()));
  }

  private Topology topology(StreamParts parts) {
    Topology topology = new Topology();
    topology.addSource(
        AutoOffsetReset.earliest(),
        COMMANDS,
        new RecordTimestamp(),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer(),
        topics.commands());
    topology.addProcessor(DECIDE, () -> new CommandProcessor(parts), COMMANDS);
    topology.addSink(
        EMIT,
        new OutboundRecord.OwnTopic(),
        new ByteArraySerializer(),
        new OutboundRecord.Bytes(),
        new OutboundRecord.OwnPartition(),
        DECIDE);
    return topology;
  }
}
