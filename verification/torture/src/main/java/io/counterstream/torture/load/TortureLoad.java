package io.counterstream.torture.load;

import io.counterstream.audit.OutcomeRecord;
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
import java.util.OptionalInt;
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
 * Sends commands at a constant rate on a thread of its own: those of closed-loop clients that have
 * received their outcome, and those of clients that do not wait for outcomes. Thread-safe.
 */
public final class TortureLoad implements AutoCloseable {
  private static final int CLIENTS = 32;
  private static final int PERCENT_CLOSED_LOOP = 60;
  private static final long TICK_NANOS = 5_000_000;

  /** After a stall of a producer the rate continues; only this much is caught up. */
  private static final Duration LAG_MAX = Duration.ofSeconds(1);

  /** Commands of this many seconds may wait for outcomes; then no more are sent. */
  private static final int WAITING_SECONDS_MAX = 10;

  /** The share of the rate before {@link #speedUp}: cold JVMs are slow. */
  private static final double WARM_UP = 0.2;

  /** Longer than any fault: a failed send would leave a closed-loop client without an outcome. */
  private static final int DELIVERY_MILLIS = 300_000;

  private final String topic;
  private final int perSecond;
  private final SplittableRandom random;
  private final CallLog calls;
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
   * Prepares the load; {@link #start} starts it.
   *
   * @param bootstrap the addresses of the brokers
   * @param topic the command topic
   * @param perSecond records a second, while not too many wait for outcomes
   * @param random decides what is sent
   * @param calls notes when records are sent
   */
  public TortureLoad(
      String bootstrap, String topic, int perSecond, SplittableRandom random, CallLog calls) {
    this.topic = topic;
    this.perSecond = perSecond;
    this.random = random;
    this.calls = calls;
    this.seen = new SeenStates();
    this.mix = new CommandMix(random.split(), seen);
    for (int number = 0; number < CLIENTS; number++) {
      ready.add(new ClosedLoopClient(number, random.split()));
    }
    // Two, so that commands of one counter come from different producers, as in production.
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

  /** Starts to send at a part of the rate. */
  public void start() {
    thread.start();
  }

  /** Sends at the full rate from now on. */
  public void speedUp() {
    warm = true;
  }

  /** Sends this many bad records next. */
  public void addBad(int count) {
    badDue.addAndGet(count);
  }

  /**
   * Passes an outcome to the client that waits for it; a repeated outcome is passed to none.
   *
   * @param number the number of the record that it is for, if it names one
   */
  void received(OptionalInt number, OutcomeRecord record) {
    record.outcome().ifPresent(seen::see);
    if (number.isPresent()) {
      Optional.ofNullable(waiting.remove(number.getAsInt())).ifPresent(client -> {
        record.outcome().ifPresent(client::received);
        ready.add(client);
      });
    }
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
      for (; pace.isDue(sent) && !stopped && maySend(); sent++) {
        sendOne();
      }
      LockSupport.parkNanos(TICK_NANOS);
    }
  }

  /** Bounds the memory and the time until all outcomes are received. */
  private boolean maySend() {
    long secondsMax = warm ? WAITING_SECONDS_MAX : 1;
    return calls.sentCount() - calls.receivedCount() < secondsMax * perSecond;
  }

  private void sendOne() {
    if (badDue.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
      send(mix.bad(), 0, Optional.empty());
      return;
    }
    if (random.nextInt(100) < PERCENT_CLOSED_LOOP) {
      ClosedLoopClient client = ready.poll();
      if (client != null) {
        send(CommandRecord.of(client.next()), 1, Optional.of(client));
        return;
      }
    }
    send(mix.next(), random.nextInt(2), Optional.empty());
  }

  private void send(CommandRecord record, int producer, Optional<ClosedLoopClient> client) {
    int number = calls.sending();
    client.ifPresent(waiter -> waiting.put(number, waiter));
    ProducerRecord<byte[], byte[]> numbered =
        new ProducerRecord<>(topic, record.key(), record.value());
    RecordNumber.addTo(numbered.headers(), number);
    producers.get(producer).send(numbered, (position, failure) -> {
      if (failure != null) {
        // The record may be in the log nevertheless; the audit reads what is there.
        failures.incrementAndGet();
        Optional.ofNullable(waiting.remove(number)).ifPresent(ready::add);
      }
    });
  }

  /**
   * Stops, and waits until the brokers have everything that was sent.
   *
   * @throws IllegalStateException if sending had failed
   */
  public void stop() throws InterruptedException {
    stopped = true;
    thread.join();
    producers.forEach(KafkaProducer::flush);
    if (broken.isPresent()) {
      throw new IllegalStateException("the load failed", broken.get());
    }
  }

  /** Returns the number of failed sends; their records may or may not be in the log. */
  public long failures() {
    return failures.get();
  }

  @Override
  public void close() {
    stopped = true;
    producers.forEach(producer -> producer.close(Duration.ZERO));
  }
}
