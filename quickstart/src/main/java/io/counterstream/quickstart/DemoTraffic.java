package io.counterstream.quickstart;

import io.counterstream.contract.CounterCommand;
import io.counterstream.contract.Expectation;
import io.counterstream.contract.Topics;
import io.counterstream.contract.kafka.CommandSerializer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends a few commands per second, so that there is something to see; some of them conflict. */
final class DemoTraffic implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DemoTraffic.class);
  private static final int INTERVAL_MILLIS = 150;
  private static final int CONFLICT_PERCENT = 8;
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);
  private static final List<String> COUNTERS = List.of(
      "shop/eu/berlin/socks",
      "shop/eu/berlin/ties",
      "shop/eu/paris/socks",
      "shop/us/boston/socks",
      "shop/us/boston/hats",
      "seats/flight-17",
      "seats/flight-18",
      "page-views");

  private final Producer<String, CounterCommand> producer;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "demo-traffic");
        thread.setDaemon(true);
        return thread;
      });
  private final Random random;

  private DemoTraffic(Producer<String, CounterCommand> producer, Random random) {
    this.producer = producer;
    this.random = random;
  }

  static DemoTraffic start(String bootstrapServers) {
    return start(
        new KafkaProducer<>(
            Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers),
            new StringSerializer(),
            new CommandSerializer()),
        INTERVAL_MILLIS,
        new Random());
  }

  /** Closes the producer at the end. */
  static DemoTraffic start(
      Producer<String, CounterCommand> producer, int intervalMillis, Random random) {
    DemoTraffic traffic = new DemoTraffic(producer, random);
    traffic.timer.scheduleWithFixedDelay(
        traffic::sendOne, intervalMillis, intervalMillis, TimeUnit.MILLISECONDS);
    return traffic;
  }

  /** A failure must not be the end: the brokers may be back. */
  private void sendOne() {
    try {
      send();
    } catch (KafkaException failed) {
      LOG.warn("No command was sent: {}", failed.getMessage());
    }
  }

  private void send() {
    // The first counters are hot.
    int index = (int) (COUNTERS.size() * random.nextDouble() * random.nextDouble());
    String counter = COUNTERS.get(index);
    Expectation expected =
        random.nextInt(100) < CONFLICT_PERCENT ? Expectation.exactly(-1) : Expectation.ANY;
    CounterCommand command =
        new CounterCommand(UUID.randomUUID().toString(), counter, 1 + random.nextInt(3), expected);
    producer.send(new ProducerRecord<>(Topics.DEFAULT.commands(), counter, command));
  }

  @Override
  public void close() {
    timer.shutdownNow();
    producer.close(CLOSE_TIMEOUT);
  }
}
