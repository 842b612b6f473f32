package io.counterstream.torture.load;

import io.counterstream.audit.OutcomeRecord;
import io.counterstream.contract.CounterCommand;
import io.counterstream.contract.Expectation;
import io.counterstream.workload.ClosedLoopClient;
import io.counterstream.workload.CommandMix;
import io.counterstream.workload.CommandRecord;
import io.counterstream.workload.Pace;
import io.counterstream.workload.SeenStates;
import java.time.Duration;
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
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Sends commands at a constant rate on a thread of its own: those of closed-loop clients that have
 * received their outcome, and those of clients that do not wait for outcomes. Thread-safe.
 */
public final class TortureLoad implements AutoCloseable {
  private static final int CLIENTS = 32;
  private static final int PERCENT_CLOSED_LOOP = 60;
  private static final int PERCENT_TEMPORARY = 5;
  private static final long TICK_NANOS = 5_000_000;

  /** After a stall of a producer the rate continues; only this much is caught up. */
  private static final Duration LAG_MAX = Duration.ofSeconds(1);

  /** Commands of this many seconds may wait for outcomes; then no more are sent. */
  private static final int WAITING_SECONDS_MAX = 10;

  /** The share of the rate before {@link #speedUp}: cold JVMs are slow. */
  private static final double WARM_UP = 0.2;

  private final String topic;
  private final int perSecond;
  private final SplittableRandom random;
  private final CallLog calls;
  private final SeenStates seen;
  private final CommandMix mix;
  private final SentBeforeRecords before;
  private final Queue<ClosedLoopClient> ready = new ConcurrentLinkedQueue<>();
  private final Map<Integer, ClosedLoopClient> waiting = new ConcurrentHashMap<>();
  private final Probes probes = new Probes();
  private final TemporaryCounters temporary = new TemporaryCounters(System::nanoTime);
  private final AtomicInteger badDue = new AtomicInteger();
  private final AtomicLong failures = new AtomicLong();
  private final AtomicLong lost = new AtomicLong();
  private final TortureProducers producers;
  private final Thread thread = new Thread(this::run, "load");
  private final ReentrantLock sending = new ReentrantLock();
  private int clients;
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
    this.before = new SentBeforeRecords(random.split());
    for (; clients < CLIENTS; clients++) {
      ready.add(new ClosedLoopClient(clients, random.split()));
    }
    this.producers = new TortureProducers(bootstrap);
    thread.setDaemon(true);
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
      probes.received(number.getAsInt());
      temporary.received(number.getAsInt(), record.command());
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
        sending.lock();
        try {
          sendOne();
        } finally {
          sending.unlock();
        }
      }
      LockSupport.parkNanos(TICK_NANOS);
    }
  }

  /** Bounds the memory and the time until all outcomes are received. */
  private boolean maySend() {
    long secondsMax = warm ? WAITING_SECONDS_MAX : 1;
    return calls.sentCount() - calls.receivedCount() - lost.get() < secondsMax * perSecond;
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
    if (random.nextInt(100) < PERCENT_TEMPORARY) {
      Optional<CounterCommand> command = temporary.next(calls.sentCount(), random);
      if (command.isPresent()) {
        send(CommandRecord.of(command.get()), random.nextInt(2), Optional.empty());
        return;
      }
    }
    send(before.orOneAgain(mix.next()), random.nextInt(2), Optional.empty());
  }

  private void send(CommandRecord record, int producer, Optional<ClosedLoopClient> client) {
    send(new ProducerRecord<>(topic, record.key(), record.value()), producer, client);
  }

  private void send(
      ProducerRecord<byte[], byte[]> record, int producer, Optional<ClosedLoopClient> client) {
    int number = calls.sending();
    client.ifPresent(waiter -> waiting.put(number, waiter));
    RecordNumber.addTo(record.headers(), number);
    producers.send(producer, record, (position, failure) -> {
      if (failure != null) {
        // The record may be in the log nevertheless; the audit reads what is there.
        failures.incrementAndGet();
        Optional.ofNullable(waiting.remove(number)).ifPresent(ready::add);
      }
    });
  }

  /**
   * Lets clients go on whose commands may never have outcomes, because their records are deleted.
   *
   * @param before of the commands with lower numbers
   * @param count how many commands may have no outcome
   */
  public void giveUp(int before, long count) {
    lost.set(count);
    sending.lock();
    try {
      // A client that may still have an operation on its way is replaced by another one.
      waiting.keySet().stream()
          .filter(number -> number < before && waiting.remove(number) != null)
          .forEach(number -> ready.add(new ClosedLoopClient(clients++, random.split())));
    } finally {
      sending.unlock();
    }
  }

  /** Returns the counters that may be deleted at times. */
  public TemporaryCounters temporary() {
    return temporary;
  }

  /** Returns the commands that were sent by {@link #probe}. */
  public Probes probes() {
    return probes;
  }

  /**
   * Does something while nothing is sent, and all that was sent is acknowledged or has failed. The
   * clients wait meanwhile, and go on with new producers.
   */
  public void whilePaused(Action action) throws InterruptedException {
    sending.lock();
    try {
      producers.flush();
      action.run();
      producers.renew();
    } finally {
      sending.unlock();
    }
  }

  /** Something that may be interrupted. */
  public interface Action {
    /** Does it. */
    void run() throws InterruptedException;
  }

  /**
   * Sends a command to each partition, for a counter of its own.
   *
   * @return the number of the first one; they have consecutive numbers, in the partitions' order
   */
  public int probe(int partitions) {
    sending.lock();
    try {
      int first = calls.sentCount();
      for (int partition = 0; partition < partitions; partition++) {
        CounterCommand command = new CounterCommand(
            "probe-" + calls.sentCount(), "probe-" + partition, 1, Expectation.ANY);
        CommandRecord record = CommandRecord.of(command);
        probes.sending(calls.sentCount());
        send(
            new ProducerRecord<>(topic, partition, record.key(), record.value()),
            0,
            Optional.empty());
      }
      return first;
    } finally {
      sending.unlock();
    }
  }

  /**
   * Stops, sends a last command to each partition, and waits until the brokers have everything.
   *
   * @return the number of the first of the last commands, as {@link #probe} does
   * @throws IllegalStateException if sending had failed
   */
  public int stop(int partitions) throws InterruptedException {
    stopped = true;
    thread.join();
    int last = probe(partitions);
    producers.flush();
    if (broken.isPresent()) {
      throw new IllegalStateException("the load failed", broken.get());
    }
    return last;
  }

  /** Returns the number of failed sends; their records may or may not be in the log. */
  public long failures() {
    return failures.get();
  }

  @Override
  public void close() {
    stopped = true;
    producers.close();
  }
}
