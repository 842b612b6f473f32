package io.counterstream.benchmarks.measure;

import io.counterstream.contract.Topics;
import io.counterstream.contract.json.OutcomeCodec;
import io.counterstream.workload.CommandSource;
import io.counterstream.workload.RoundTrips;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Counts committed outcomes as a consumer receives them and, on request, notes when each was
 * received. Has a thread of its own.
 *
 * <p>At full load it only counts: decoding JSON would take CPU time from the contender.
 */
public final class Meter implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(50);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Thread thread = new Thread(this::run, "meter");
  private final AtomicReference<Watched> watched = new AtomicReference<>();
  private Progress progress = new Progress(0, 0);
  private volatile boolean closed;

  /** Receives the time of each outcome. Called on the meter's thread. */
  @FunctionalInterface
  interface Watcher {
    /** Takes note of the outcome of the command with this index, and of its partition. */
    void received(int index, int partition, long nanos);
  }

  /** The outcomes whose time is noted: those of the commands from {@code first}. */
  private record Watched(int first, Watcher watcher) {}

  /**
   * The progress at one moment.
   *
   * @param count the outcomes so far
   * @param lastNanos when the last of them were received
   */
  public record Progress(long count, long lastNanos) {
    Progress after(int batch, long nanos) {
      return new Progress(count + batch, nanos);
    }

    /** Returns outcomes per second between two moments; not a number if they are the same. */
    public double perSecondSince(Progress before) {
      return lastNanos == before.lastNanos
          ? Double.NaN
          : (count - before.count) * 1e9 / (lastNanos - before.lastNanos);
    }
  }

  /** Starts to count the outcomes in these topics. */
  public Meter(String bootstrapServers, Topics topics) {
    consumer = consumer(bootstrapServers, topics);
    thread.setDaemon(true);
    thread.start();
  }

  /** Returns the number of committed outcomes. */
  public long count() {
    return progress().count();
  }

  /** Returns the progress so far. */
  public synchronized Progress progress() {
    return progress;
  }

  /** Notes when the outcomes of the commands from {@code first} are received, from now on. */
  public void watch(int first, RoundTrips trips) {
    watched.set(new Watched(first, (index, partition, nanos) -> trips.received(index, nanos)));
  }

  /** Measures the gaps between outcomes of each partition, of commands from {@code first} on. */
  public void watch(int first, PartitionGaps gaps) {
    watched.set(new Watched(first, gaps::received));
  }

  /**
   * Waits for a number of outcomes.
   *
   * @return the progress when they are received or the time is over
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

  private static KafkaConsumer<byte[], byte[]> consumer(String bootstrapServers, Topics topics) {
    KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
        Map.of(
            "bootstrap.servers",
            bootstrapServers,
            "isolation.level",
            "read_committed",
            "max.poll.records",
            20_000,
            "max.partition.fetch.bytes",
            4 << 20,
            "check.crcs",
            false),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
    List<TopicPartition> partitions = topics.outcomes().stream()
        .flatMap(topic -> consumer.partitionsFor(topic).stream())
        .map(info -> new TopicPartition(info.topic(), info.partition()))
        .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    return consumer;
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
          watching.watcher().received(index, record.partition(), now);
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
