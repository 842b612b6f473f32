package counterstream.client;

import counterstream.contract.Outcome;
import counterstream.contract.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** The parts of one client, wired: log, reader, channel, updates and the worker behind them. */
final class Connection {
  private static final Duration IDLE = Duration.ofMinutes(1);
  private static final Duration CLOSE_MIN = Duration.ofSeconds(1);

  private final Worker worker = new Worker();
  private final Supplier<String> ids = commandIds();
  private final OutcomeLookup lookup;
  private final OutcomeReader reader;
  private final CommandChannel channel;
  private final Updates updates;
  private final OutcomeQuestions questions;
  private final AtomicBoolean closed = new AtomicBoolean();

  private Connection(
      ClientConfig config, CommandLog log, KafkaConsumer<byte[], byte[]> consumer, Duration idle) {
    lookup = new OutcomeLookup(config, worker);
    reader = new OutcomeReader(consumer, config.topics(), this::accept, idle);
    channel = new CommandChannel(log, reader, lookup, worker);
    updates = new Updates(channel, worker, ids, idle, RandomGenerator.getDefault());
    questions = new OutcomeQuestions(channel, ids);
    reader.start();
  }

  /**
   * Connects and checks the topics.
   *
   * @throws NotConnectedException if Kafka can't be used
   */
  static Connection open(ClientConfig config) {
    return open(config, log -> log, IDLE);
  }

  /** As {@link #open(ClientConfig)}, with a log that a test has put something in front of. */
  static Connection open(ClientConfig config, UnaryOperator<CommandLog> front, Duration idle) {
    List<AutoCloseable> opened = new ArrayList<>();
    try {
      KafkaProducer<byte[], byte[]> producer = KafkaClients.producer(config);
      opened.add(() -> producer.close(Duration.ZERO));
      KafkaConsumer<byte[], byte[]> consumer = KafkaClients.committedReader(config);
      opened.add(() -> KafkaClients.close(consumer));
      check(config, producer, consumer);
      CommandLog log = new KafkaCommandLog(producer, config.topics().commands());
      return new Connection(config, front.apply(log), consumer, idle);
    } catch (KafkaException failed) {
      closeAll(opened);
      throw new NotConnectedException(
          "can't use Kafka at " + config.bootstrapServers() + ": " + reason(failed)
              + "; is it running, and do the settings fit?",
          config.bootstrapServers(),
          failed);
    } catch (NotConnectedException wrongTopics) {
      closeAll(opened);
      throw wrongTopics;
    }
  }

  Worker worker() {
    return worker;
  }

  CommandChannel channel() {
    return channel;
  }

  Updates updates() {
    return updates;
  }

  OutcomeQuestions questions() {
    return questions;
  }

  OutcomeReader reader() {
    return reader;
  }

  String newCommandId() {
    return ids.get();
  }

  /** Gives up what is in flight. A second call does nothing. */
  void close(Duration patience) {
    if (closed.compareAndSet(false, true)) {
      Duration rest = patience.compareTo(CLOSE_MIN) < 0 ? CLOSE_MIN : patience;
      updates.close();
      channel.close(patience);
      reader.close(rest);
      lookup.close();
      worker.close(rest);
    }
  }

  private void accept(Outcome outcome) {
    boolean own = channel.isOwn(outcome);
    updates.saw(outcome, own);
    channel.accept(outcome);
  }

  private static void check(
      ClientConfig config,
      KafkaProducer<byte[], byte[]> producer,
      KafkaConsumer<byte[], byte[]> consumer) {
    Topics topics = config.topics();
    int wanted = producer.partitionsFor(topics.commands()).size();
    List<TopicPartition> ends = new ArrayList<>();
    for (String topic : topics.outcomes()) {
      int found = producer.partitionsFor(topic).size();
      if (found != wanted) {
        throw new NotConnectedException(
            "topic " + topic + " must have as many partitions as " + topics.commands() + ", "
                + wanted + ", but has " + found
                + ": the processor's --provision makes them agree",
            config.bootstrapServers(),
            null);
      }
      ends.add(new TopicPartition(topic, 0));
    }
    consumer.endOffsets(ends);
  }

  private static String reason(KafkaException failed) {
    Throwable cause = failed.getCause() == null ? failed : failed.getCause();
    return cause.getMessage() == null ? cause.toString() : cause.getMessage();
  }

  private static void closeAll(List<AutoCloseable> opened) {
    for (AutoCloseable each : opened) {
      try {
        each.close();
      } catch (Exception failed) {
        throw new IllegalStateException(failed);
      }
    }
  }

  private static Supplier<String> commandIds() {
    String prefix = UUID.randomUUID() + "-";
    AtomicLong made = new AtomicLong();
    return () -> prefix + Long.toString(made.incrementAndGet(), Character.MAX_RADIX);
  }
}
