package io.counterstream.benchmarks.measure;

import io.counterstream.workload.CommandRecord;
import io.counterstream.workload.CommandSource;
import io.counterstream.workload.Pace;
import io.counterstream.workload.RoundTrips;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Produces the commands of one run in order. */
public final class WorkloadProducer implements AutoCloseable {
  private static final int AHEAD_LEAST = 1000;
  private static final double AHEAD_SECONDS = 8;

  private final KafkaProducer<byte[], byte[]> producer;
  private final String topic;
  private final CommandSource source;
  private int sent;

  /** Produces commands into a topic. */
  public WorkloadProducer(String bootstrapServers, String topic, CommandSource source) {
    this.topic = topic;
    this.source = source;
    producer = new KafkaProducer<>(
        Map.of(
            "bootstrap.servers",
            bootstrapServers,
            "compression.type",
            "lz4",
            "batch.size",
            1 << 16,
            "linger.ms",
            0),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }

  /** Returns the number of commands sent. */
  public int sent() {
    return sent;
  }

  /** Sends commands as fast as possible and returns when the broker has them. */
  public void send(int count) {
    for (int i = 0; i < count; i++) {
      sendNext();
    }
    producer.flush();
  }

  /**
   * Sends as fast as possible until {@code enough}, but keeps at most {@code ahead} commands, and
   * not much more than the work of some seconds, waiting for outcomes. So the rest is soon done.
   */
  public void feed(int ahead, Meter done, BooleanSupplier enough) throws InterruptedException {
    long startNanos = System.nanoTime();
    while (!enough.getAsBoolean()) {
      long count = done.count();
      double perSecond = count * 1e9 / (System.nanoTime() - startNanos);
      if (sent - count < Math.min(ahead, AHEAD_LEAST + perSecond * AHEAD_SECONDS)) {
        sendNext();
      } else {
        Thread.sleep(1);
      }
    }
    producer.flush();
  }

  /** Sends commands at a constant rate and notes when each was sent. */
  public void send(int count, Pace pace, RoundTrips trips) throws InterruptedException {
    for (int i = 0; i < count; i++) {
      pace.await(i);
      trips.sent(i, System.nanoTime());
      sendNext();
    }
    producer.flush();
  }

  /**
   * Sends commands at a constant rate and notes when each was due: a wait of this producer counts
   * as latency.
   */
  public void sendDue(int count, Pace pace, RoundTrips trips) throws InterruptedException {
    for (int i = 0; i < count; i++) {
      pace.await(i);
      trips.sent(i, pace.dueNanos(i));
      sendNext();
    }
    producer.flush();
  }

  /** Sends commands at a constant rate, whatever the outcomes do, until it is stopped. */
  public void send(Pace pace, BooleanSupplier stopped) {
    int before = sent;
    while (!stopped.getAsBoolean()) {
      if (pace.isDue(sent - before)) {
        sendNext();
      } else {
        LockSupport.parkNanos(pace.dueNanos(sent - before) - System.nanoTime());
      }
    }
    producer.flush();
  }

  private void sendNext() {
    CommandRecord record = CommandRecord.of(source.next());
    producer.send(new ProducerRecord<>(topic, record.key(), record.value()));
    sent++;
  }

  @Override
  public void close() {
    producer.close();
  }
}
