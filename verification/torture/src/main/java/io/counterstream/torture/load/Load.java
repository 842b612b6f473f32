package io.counterstream.torture.load;

import io.counterstream.workload.ClosedLoopClient;
import io.counterstream.workload.CommandMix;
import io.counterstream.workload.CommandRecord;
import io.counterstream.workload.Pace;
import io.counterstream.workload.SeenStates;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sends commands at a steady rate, from a thread of its own: those of customers who are ready, and
 * those of clients who never wait.
 */
public final class Load implements AutoCloseable {
  private static final int CUSTOMERS = 32;
  private static final int PERCENT_FOR_CUSTOMERS = 60;
  private static final long TICK_NANOS = 5_000_000;

  /** After a stall of a producer the rate continues; only this much is caught up. */
  private static final Duration LAG_MAX = Duration.ofSeconds(1);

  /** As many seconds' commands may wait for answers; then the rest is not sent. */
  private static final int WAITING_SECONDS_MAX = 10;

  /** Of the rate, until it is told otherwise: cold JVMs are slow. */
  private static final double WARM_UP = 0.2;

  /** Longer than any fault: a send that fails would leave a customer without an answer. */
  private static final int DELIVERY_MILLIS = 300_000;

  private final String topic;
  private final int perSecond;
  private final SplittableRandom random;
  private final Ledger ledger;
  private final SeenStates seen;
  private final CommandMix mix;
  private final Queue<ClosedLoopClient> ready = new ConcurrentLinkedQueue<>();
  private final Map<Integer, ClosedLoopClient> waiting = new ConcurrentHashMap<>();
  private final AtomicInteger badDue = new AtomicInteger();
  private final AtomicLong failures = new AtomicLong();
  private final List<KafkaProducer<byte[], byte[]>> producers = new ArrayList<>();
  private final Thread thread = new Thread(this::run, "load");
  private volatile boolean warm;
  private volatile boolean stopped;
  private volatile Optional<RuntimeException> broken = Optional.empty();

  /**
   * A load that is not started yet.
   *
   * @param bootstrap the brokers
   * @param topic of the commands
   * @param perSecond how many records, if they can be had
   * @param random decides
   * @param ledger notes when records are sent
   */
  public Load(
      String bootstrap, String topic, int perSecond, SplittableRandom random, Ledger ledger) {
    this.topic = topic;
    this.perSecond = perSecond;
    this.random = random;
    this.ledger = ledger;
    this.seen = new SeenStates();
    this.mix = new CommandMix(random.split(), seen);
    for (int number = 0; number < CUSTOMERS; number++) {
      ready.add(new ClosedLoopClient(number, random.split()));
    }
    // Two, so that commands of one counter come from different producers, as they do in life.
    producers.add(producer(bootstrap));
    producers.add(producer(bootstrap));
    thread.setDaemon(true);
  }

  private static KafkaProducer<byte[], byte[]> producer(String bootstrap) {
    return new KafkaProducer<>(
        Map.of(
            "bootstrap.servers",
            bootstrap,
            "acks",
            "all",
            "linger.ms",
            2,
            "buffer.memory",
            16 << 20,
            "max.block.ms",
            DELIVERY_MILLIS,
            "request.timeout.ms",
            5000,
            "delivery.timeout.ms",
            DELIVERY_MILLIS,
            "reconnect.backoff.max.ms",
            500),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }

  /** Begins, slowly. */
  public void start() {
    thread.start();
  }

  /** From now on at the full rate. */
  public void speedUp() {
    warm = true;
  }

  /** So many bad records go out soon. */
  public void addBad(int count) {
    badDue.addAndGet(count);
  }

  /** What the observer of results is to tell. */
  Answers answers() {
    return new Answers(seen, waiting, ready);
  }

  private void run() {
    try {
      send(new Pace(WARM_UP * perSecond), () -> warm);
      send(new Pace(perSecond), () -> false);
    } catch (RuntimeException failed) {
      broken = Optional.of(failed);
    }
  }

  /** Sends at a rate until stopped or done. */
  private void send(Pace pace, BooleanSupplier done) {
    long sent = 0;
    while (!stopped && !done.getAsBoolean()) {
      pace.limitLag(sent, LAG_MAX);
      for (; pace.isDue(sent) && !stopped && mayAsk(); sent++) {
        sendOne();
      }
      LockSupport.parkNanos(TICK_NANOS);
    }
  }

  /** Bounds the memory, and the time until all is answered. */
  private boolean mayAsk() {
    long secondsMax = warm ? WAITING_SECONDS_MAX : 1;
    return ledger.sentCount() - ledger.answered() < secondsMax * perSecond;
  }

  private void sendOne() {
    if (badDue.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
      send(mix.bad(), 0, Optional.empty());
      return;
    }
    if (random.nextInt(100) < PERCENT_FOR_CUSTOMERS) {
      ClosedLoopClient customer = ready.poll();
      if (customer != null) {
        send(CommandRecord.of(customer.next()), 1, Optional.of(customer));
        return;
      }
    }
    send(mix.next(), random.nextInt(2), Optional.empty());
  }

  private void send(CommandRecord outgoing, int producer, Optional<ClosedLoopClient> customer) {
    int number = ledger.sending();
    customer.ifPresent(waiter -> waiting.put(number, waiter));
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(topic, outgoing.key(), outgoing.value());
    RecordNumber.addTo(record.headers(), number);
    producers.get(producer).send(record, (position, failure) -> {
      if (failure != null) {
        // It may stand in the log nevertheless: the audit reads what does.
        failures.incrementAndGet();
        Optional.ofNullable(waiting.remove(number)).ifPresent(ready::add);
      }
    });
  }

  /**
   * Ends, and waits until the brokers have all that was sent.
   *
   * @throws IllegalStateException if it had ended by itself
   */
  public void stop() throws InterruptedException {
    stopped = true;
    thread.join();
    producers.forEach(KafkaProducer::flush);
    if (broken.isPresent()) {
      throw new IllegalStateException("the load broke off", broken.get());
    }
  }

  /** How many sends failed: the record may stand in the log or not. */
  public long failures() {
    return failures.get();
  }

  @Override
  public void close() {
    stopped = true;
    producers.forEach(producer -> producer.close(Duration.ZERO));
  }
}
