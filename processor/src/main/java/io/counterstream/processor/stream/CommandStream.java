package io.counterstream.processor.stream;

import io.counterstream.contract.Topics;
import io.counterstream.processor.engine.Engine;
import io.counterstream.processor.offsets.CommitTrackingClients;
import io.counterstream.processor.offsets.StaleRedeliveries;
import io.counterstream.processor.reply.ReplyTopics;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.DefaultProductionExceptionHandler;
import org.apache.kafka.streams.errors.LogAndFailProcessingExceptionHandler;

/** The Kafka Streams application: its topology, clients and mandatory settings. */
public final class CommandStream {
  /** The part of the transaction's time-out for which a record may wait for its outcome. */
  private static final double WAIT_SHARE_OF_TRANSACTION = 0.7;

  private static final String SOURCE = "commands";
  private static final String PROCESSOR = "decide";
  private static final String SINK = "outcomes";

  private final Topics topics;
  private final Engine engine;
  private final TopicIds topicIds;
  private final OutcomeFormat format;
  private final ReplyTopics replies;

  /**
   * A stream that is not started.
   *
   * @param topics the topics' names
   * @param engine sends the commands to the table; the caller closes it, after the stream
   * @param topicIds looks up the command topic's id
   * @param format how outcomes are written
   * @param replies which topics commands may name for their replies
   */
  public CommandStream(
      Topics topics, Engine engine, TopicIds topicIds, OutcomeFormat format, ReplyTopics replies) {
    this.topics = topics;
    this.engine = engine;
    this.topicIds = topicIds;
    this.format = format;
    this.replies = replies;
  }

  /**
   * Builds the application.
   *
   * @param settings for Kafka Streams and its clients; {@code exactly_once_v2}, the exception
   *     handlers and the interceptor are always set here
   * @param transactionTimeout the producers' {@code transaction.timeout.ms}
   * @param rules what is done where the outcomes and the log do not fit
   * @param supervision watches partitions that make no progress
   * @throws org.apache.kafka.common.KafkaException if Kafka does not return the topic's id
   */
  public KafkaStreams build(
      Properties settings,
      Duration transactionTimeout,
      ContinuityRules rules,
      Supervision supervision) {
    StreamThreads threads = StreamThreads.ofThisJvm(engine.environment(), supervision.watch());
    HeldPartitions held = new HeldPartitions(engine.environment(), supervision, engine::itemHash);
    Duration outcomeWaitMax =
        Duration.ofMillis((long) (transactionTimeout.toMillis() * WAIT_SHARE_OF_TRANSACTION));
    FollowedTopic topic = FollowedTopic.of(topics.commands(), topicIds);
    Takeovers takeovers = new Takeovers(rules, topic, engine.environment()::nanoTime);
    TaskDependencies dependencies = new TaskDependencies(
        topics,
        engine,
        topic,
        format,
        replies,
        outcomeWaitMax,
        threads,
        new StaleRedeliveries(),
        rules.guard(),
        rules.advice(),
        rules.listener(),
        rules.repeats(),
        takeovers,
        supervision.onItemFault() == OnItemFault.HOLD ? Optional.of(held) : Optional.empty());
    Properties all = mandatory(settings, transactionTimeout);
    all.put(StreamsConfig.mainConsumerPrefix(StreamThreads.SETTING), threads);
    return new KafkaStreams(
        topology(dependencies),
        all,
        new CommitTrackingClients(
            threads::current,
            rules.advice().group(),
            consumer -> HoldingConsumer.of(
                consumer,
                held,
                engine.environment(),
                () -> threads.current().commits(),
                rules.assignments().andThen(takeovers))));
  }

  /** Adds what the guarantee needs. */
  private static Properties mandatory(Properties settings, Duration transactionTimeout) {
    Properties all = new Properties();
    all.putAll(settings);
    all.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    all.put(StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG), (int)
        transactionTimeout.toMillis());
    // A handler that continues would skip a command, which then never gets an outcome.
    all.put(
        StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG,
        LogAndFailProcessingExceptionHandler.class);
    all.put(
        StreamsConfig.PRODUCTION_EXCEPTION_HANDLER_CLASS_CONFIG,
        DefaultProductionExceptionHandler.class);
    all.put(
        StreamsConfig.mainConsumerPrefix(ConsumerConfig.INTERCEPTOR_CLASSES_CONFIG),
        PollInterceptor.class.getName());
    return all;
  }

  private Topology topology(TaskDependencies dependencies) {
    Topology topology = new Topology();
    topology.addSource(
        AutoOffsetReset.earliest(),
        SOURCE,
        new RecordTimestamp(),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer(),
        topics.commands());
    topology.addProcessor(PROCESSOR, () -> new CommandProcessor(dependencies), SOURCE);
    topology.addSink(
        SINK,
        new OutboundRecord.OwnTopic(),
        new ByteArraySerializer(),
        new OutboundRecord.Bytes(),
        new OutboundRecord.OwnPartition(),
        PROCESSOR);
    return topology;
  }
}
