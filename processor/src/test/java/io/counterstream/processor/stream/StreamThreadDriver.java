package io.counterstream.processor.stream;

import io.counterstream.contract.Topics;
import io.counterstream.contract.kafka.OutcomeHeaders;
import io.counterstream.processor.engine.Engine;
import io.counterstream.processor.offsets.StaleRedeliveries;
import io.counterstream.processor.offsets.TransactionListener;
import io.counterstream.processor.progress.ProgressWatch;
import io.counterstream.processor.reply.ReplyTopicCapacity;
import io.counterstream.processor.reply.ReplyTopics;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.ClusterResource;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.api.Record;

/**
 * The real objects of one stream thread, to be called as Kafka Streams calls them: the interceptor
 * at each poll, and a processor for each task.
 */
public final class StreamThreadDriver {
  /** How long a record may wait for its outcome. */
  public static final Duration OUTCOME_WAIT_MAX = Duration.ofSeconds(7);

  private static final Duration BETWEEN_ITEM_LOOKS = Duration.ofSeconds(5);
  private static final int RECORD_BYTES_MAX = 100_000;
  private static final int REPLY_PARTITIONS = 2;
  private static final Pattern REPLY_TOPICS = Pattern.compile("replies");
  private static final Duration ANY_AGE = Duration.ofMillis(Long.MAX_VALUE);

  private final ProgressWatch watch;
  private final StreamThreadState state;
  private final TaskDependencies dependencies;
  private final Output sink;
  private final PollInterceptor interceptor = new PollInterceptor();
  private final Map<TopicPartition, CommandProcessor> processors = new HashMap<>();
  private final Map<TopicPartition, TaskContext> contexts = new HashMap<>();
  private final HeldPartitions held;

  /** Has no records: it only tells what is paused. */
  private final MockConsumer<byte[], byte[]> assigned = new MockConsumer<>("earliest");

  private final Consumer<byte[], byte[]> holding;

  /** Kafka Streams listens to rebalances; here the simulation does what it then does. */
  private final class StreamsListener implements ConsumerRebalanceListener {
    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {}

    /** Kafka's consumer forgets what was paused, the mock does not. */
    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      assigned.resume(partitions);
    }
  }

  /** Receives what the thread produces. */
  public interface Output extends StreamListener {
    /** The partitions of the reply topic that are known to have no leader. */
    Set<Integer> leaderlessReplyPartitions();

    /** A task forwards a record to the sink of the topology. */
    void send(ProducerRecord<byte[], byte[]> record);
  }

  /**
   * A thread without tasks.
   *
   * @param engine the engine
   * @param topicIds looks up the command topic's id
   * @param rules what is done where the outcomes and the log do not fit
   * @param sink receives each record that a task forwards, and the events of the stream
   */
  public StreamThreadDriver(Engine engine, TopicIds topicIds, ContinuityRules rules, Output sink) {
    this.sink = sink;
    this.watch = new ProgressWatch(engine.environment()::nanoTime, Duration.ZERO);
    this.state = new StreamThreadState(engine.environment(), watch);
    StreamThreads threads = new StreamThreads(() -> state);
    this.held = new HeldPartitions(
        engine.environment(),
        new Supervision(watch, OnItemFault.HOLD, BETWEEN_ITEM_LOOKS),
        engine::itemHash);
    this.holding = HoldingConsumer.of(
        assigned, held, engine.environment(), state::commits, rules.assignments());
    holding.subscribe(Set.of(Topics.DEFAULT.commands()), new StreamsListener());
    FollowedTopic followed = FollowedTopic.of(Topics.DEFAULT.commands(), topicIds);
    this.dependencies = new TaskDependencies(
        Topics.DEFAULT,
        engine,
        followed,
        new OutcomeFormat(OutcomeHeaders.WITH_CLOUD_EVENT, RECORD_BYTES_MAX),
        new ReplyTopics(
            REPLY_TOPICS, Topics.DEFAULT, topic -> Optional.of(replyTopic(sink)), () -> {}),
        OUTCOME_WAIT_MAX,
        threads,
        new StaleRedeliveries(),
        rules.guard(),
        rules.advice(),
        rules.listener(),
        rules.repeats(),
        new Takeovers(rules, followed, engine.environment()::nanoTime),
        Optional.of(held));
    interceptor.configure(
        Map.of(StreamThreads.SETTING, threads, ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "5"));
  }

  private static ReplyTopicCapacity replyTopic(Output sink) {
    return new ReplyTopicCapacity(
        REPLY_PARTITIONS,
        RECORD_BYTES_MAX,
        ReplyTopicCapacity.Keys.OPTIONAL,
        ANY_AGE,
        ANY_AGE,
        sink.leaderlessReplyPartitions());
  }

  /** Receives the events of the thread's transactions. */
  public TransactionListener listener() {
    return state;
  }

  /**
   * The consumer polls.
   *
   * @param partitions what is assigned to it
   * @return those of them from which it must not fetch
   */
  public Set<TopicPartition> paused(Set<TopicPartition> partitions) {
    if (!assigned.assignment().equals(partitions)) {
      partitions.forEach(partition -> assigned.updateBeginningOffsets(Map.of(partition, 0L)));
      assigned.rebalance(partitions);
    }
    holding.poll(Duration.ZERO);
    return assigned.paused();
  }

  /** The monitor makes a wait fail that has lasted for longer than this, if it can fail. */
  public void abandonWaitsAfter(Duration transactionTimeout) {
    watch.abandonWaitsAfter(transactionTimeout);
  }

  /** The consumer's metadata changed. */
  public void metadataChanged() {
    interceptor.onUpdate(new ClusterResource("cluster"));
  }

  /** The consumer's poll returns these records. */
  public void polled(ConsumerRecords<byte[], byte[]> records) {
    interceptor.onConsume(records);
  }

  /** Partitions are assigned, their tasks are not initialized. */
  public void assigned(Set<TopicPartition> partitions) {
    dependencies.takeovers().assigned(partitions);
  }

  /** A task is initialized. */
  public void open(TopicPartition partition) {
    CommandProcessor processor = new CommandProcessor(dependencies);
    TaskContext context = new TaskContext(partition, sink::send);
    processors.put(partition, processor);
    contexts.put(partition, context);
    processor.init(context);
  }

  /** A task processes a record. */
  public void process(TopicPartition partition, ConsumerRecord<byte[], byte[]> record) {
    contexts.get(partition).processing(record);
    processors
        .get(partition)
        .process(new Record<>(
            record.key(), record.value(), RecordTimestamp.millisOf(record), record.headers()));
  }

  /** Whether a task requested a commit since the last call. */
  public boolean takeCommitRequest() {
    boolean requested = false;
    for (TaskContext context : contexts.values()) {
      requested |= context.takeCommitRequest();
    }
    return requested;
  }

  /** A task is closed. */
  public void close(TopicPartition partition) {
    contexts.remove(partition);
    Optional.ofNullable(processors.remove(partition)).ifPresent(CommandProcessor::close);
  }
}
