package io.counterstream.client;

import io.counterstream.contract.Outcome;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;

/** The parts of one client, connected: producer, poller, channel, updates and their scheduler. */
final class Connection {
  private static final Duration IDLE = Duration.ofMinutes(1);
  private static final Duration CLOSE_MIN = Duration.ofSeconds(1);

  private final SingleThreadScheduler scheduler = new SingleThreadScheduler();
  private final Supplier<String> ids = commandIds();
  private final OutcomeLookup lookup;
  private final OutcomePoller poller;
  private final KafkaCommandChannel channel;
  private final UpdateQueues updates;
  private final OutcomeResolver resolver;
  private final AtomicBoolean closed = new AtomicBoolean();

  private Connection(
      ClientConfig config,
      CommandProducer producer,
      KafkaConsumer<byte[], byte[]> consumer,
      Duration idle) {
    lookup = new OutcomeLookup(config, scheduler);
    poller = new OutcomePoller(consumer, config.topics(), new Reader(), idle);
    channel = new KafkaCommandChannel(producer, poller, lookup, scheduler);
    updates = new UpdateQueues(channel, scheduler, ids, idle, RandomGenerator.getDefault());
    resolver = new OutcomeResolver(channel, ids, config.topics());
    poller.start();
  }

  /**
   * Connects and checks the topics.
   *
   * @throws NotConnectedException if Kafka can't be used
   */
  static Connection open(ClientConfig config) {
    return open(config, UnaryOperator.identity(), IDLE);
  }

  /** As {@link #open(ClientConfig)}, with a producer that a test has wrapped. */
  static Connection open(
      ClientConfig config, UnaryOperator<CommandProducer> wrapper, Duration idle) {
    TopicCheck.requireBrokers(config);
    KafkaConsumer<byte[], byte[]> consumer = consumer(config);
    try {
      check(config, consumer);
      CommandProducer producer = new KafkaCommandProducer(
          KafkaClients.producer(config), config.topics().commands());
      return new Connection(config, wrapper.apply(producer), consumer, idle);
    } catch (KafkaException failed) {
      KafkaClients.close(consumer);
      throw TopicCheck.refused(config, failed);
    } catch (NotConnectedException wrongTopics) {
      KafkaClients.close(consumer);
      throw wrongTopics;
    }
  }

  private static void check(ClientConfig config, KafkaConsumer<byte[], byte[]> consumer) {
    Admin admin = KafkaClients.admin(config);
    try {
      new TopicCheck(config, admin, consumer).run();
    } finally {
      admin.close(Duration.ZERO);
    }
  }

  private static KafkaConsumer<byte[], byte[]> consumer(ClientConfig config) {
    try {
      return KafkaClients.committedReader(config);
    } catch (KafkaException wrongSettings) {
      throw TopicCheck.refused(config, wrongSettings);
    }
  }

  SingleThreadScheduler scheduler() {
    return scheduler;
  }

  KafkaCommandChannel channel() {
    return channel;
  }

  UpdateQueues updates() {
    return updates;
  }

  OutcomeResolver resolver() {
    return resolver;
  }

  OutcomePoller poller() {
    return poller;
  }

  String newCommandId() {
    return ids.get();
  }

  /** Fails what is in flight. A second call does nothing. */
  void close(Duration patience) {
    if (closed.compareAndSet(false, true)) {
      Duration bounded = patience.compareTo(CLOSE_MIN) < 0 ? CLOSE_MIN : patience;
      updates.close();
      channel.close(patience);
      poller.close(bounded);
      lookup.close();
      scheduler.close(bounded);
    }
  }

  /** Passes on what the poller reads. */
  private final class Reader implements OutcomePoller.Listener {
    @Override
    public void outcome(Outcome outcome) {
      updates.observed(outcome);
      if (!channel.isOwn(outcome)) {
        updates.observedOther(outcome);
      }
      channel.accept(outcome);
    }

    @Override
    public void refused(Throwable failure) {
      channel.refused(failure);
    }
  }

  private static Supplier<String> commandIds() {
    String prefix = UUID.randomUUID() + "-";
    AtomicLong made = new AtomicLong();
    return () -> prefix + Long.toString(made.incrementAndGet(), Character.MAX_RADIX);
  }
}
