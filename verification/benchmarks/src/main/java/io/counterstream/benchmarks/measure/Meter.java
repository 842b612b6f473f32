package io.counterstream.benchmarks.measure;

import io.counterstream.contract.Topics;
import io.counterstream.contract.json.OutcomeCodec;
import io.counterstream.workload.CommandSource;
import io.counterstream.workload.RoundTrips;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/**
 * What a consumer sees: counts committed outcomes as they come, and if told to, notes when each
 * came. Has a thread of its own.
 *
 * <p>At full load it only counts: reading JSON would take the CPU from what is measured.
 */
public final class Meter implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(50);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Thread thread = new Thread(this::run, "meter");
  private final AtomicReference<Watched> watched = new AtomicReference<>();
  private Progress progress = new Progress(0, 0);
  private volatile boolean closed;

  /** Outcomes whose arrival is noted: those of the commands from {@code first} on. */
  private record Watched(int first, RoundTrips latencies) {}

  /**
   * How far it is.
   *
   * @param count outcomes so far
   * @param lastNanos when the last batch came
   */
  public record Progress(long count, long lastNanos) {
    Progress after(int batch, long nanos) {
      return new Progress(count + batch, nanos);
    }

    /** Outcomes per second between two moments; not a number if they are one. */
    public double perSecondSince(Progress before) {
      return lastNanos == before.lastNanos
          ? Double.NaN
          : (count - before.count) * 1e9 / (lastNanos - before.lastNanos);
    }
  }

  /** Of the outcomes of these topics, from their beginning. */
  public Meter(String bootstrapServers, Topics topics) {
    consumer = OutcomeReading.consumer(bootstrapServers, topics);
    thread.setDaemon(true);
    thread.start();
  }

  /** How many committed outcomes there are. */
  public long count() {
    return progress().count();
  }

  /** How far it is. */
  public synchronized Progress progress() {
    return progress;
  }

  /** From now on, notes when the outcomes of the commands from {@code first} on come. */
  public void watch(int first, RoundTrips latencies) {
    watched.set(new Watched(first, latencies));
  }

  /**
   * Waits for a number of outcomes.
   *
   * @return how far it is then, or when the time is up
   */
  public synchronized Progress await(long wanted, Duration timeout) throws InterruptedException {
    long deadline = System.nanoTime() + timeout.toNanos();
    while (progress.count() < wanted) {
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        break;
      }
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
    return progress;
  }

  private void run() {
    try (consumer) {
      while (!closed) {
        ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
        long now = System.nanoTime();
        if (!records.isEmpty()) {
          note(records, now);
          advance(records.count(), now);
        }
      }
    }
  }

  private void note(ConsumerRecords<byte[], byte[]> records, long now) {
    Watched watching = watched.get();
    if (watching != null) {
      records.forEach(record -> {
        String id = OutcomeCodec.decode(record.value()).commandId();
        int index = CommandSource.indexOf(id) - watching.first();
        if (index >= 0) {
          watching.latencies().received(index, now);
        }
      });
    }
  }

  private synchronized void advance(int batch, long now) {
    progress = progress.after(batch, now);
    notifyAll();
  }

  @Override
  public void close() {
    closed = true;
    try {
      thread.join();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
