package io.counterstream.client;

import io.counterstream.contract.Outcome;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;

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
    KafkaConsumer<byte[], byte[]> consumer = consumer(config);
    try {
      new TopicCheck(config, consumer).run();
      CommandLog log =
          new KafkaCommandLog(KafkaClients.producer(config), config.topics().commands());
      return new Connection(config, front.apply(log), consumer, idle);
    } catch (KafkaException failed) {
      KafkaClients.close(consumer);
      throw TopicCheck.refused(config, failed);
    } catch (NotConnectedException wrongTopics) {
      KafkaClients.close(consumer);
      throw wrongTopics;
    }
  }

  private static KafkaConsumer<byte[], byte[]> consumer(ClientConfig config) {
    try {
      return KafkaClients.committedReader(config);
    } catch (KafkaException wrongSettings) {
      throw TopicCheck.refused(config, wrongSettings);
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

  private static Supplier<String> commandIds() {
    String prefix = UUID.randomUUID() + "-";
    AtomicLong made = new AtomicLong();
    return () -> prefix + Long.toString(made.incrementAndGet(), Character.MAX_RADIX);
  }
}
