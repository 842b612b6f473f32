package io.counterstream.benchmarks.measure;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.counterstream.contract.IncrementCommand;
import io.counterstream.contract.json.CommandCodec;
import io.counterstream.workload.CommandSource;
import io.counterstream.workload.Pace;
import io.counterstream.workload.RoundTrips;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The producer of one run: its commands in order, as many at a time as are wanted. */
public final class Commands implements AutoCloseable {
  private static final int AHEAD_LEAST = 1000;
  private static final double AHEAD_SECONDS = 8;

  private final KafkaProducer<byte[], byte[]> producer;
  private final String topic;
  private final CommandSource source;
  private int sent;

  /** Of a stream, into a topic. */
  public Commands(String bootstrapServers, String topic, CommandSource source) {
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

  /** How many were sent. */
  public int sent() {
    return sent;
  }

  /** Sends the next ones as fast as it goes, and returns when the broker has them. */
  public void send(int count) {
    for (int i = 0; i < count; i++) {
      sendNext();
    }
    producer.flush();
  }

  /**
   * Sends as fast as it goes, until told, but at most {@code ahead} more than {@code done}, and
   * not much more than some seconds' work: so the rest is soon done, however slow it is.
   */
  public void feed(int ahead, Meter done, BooleanSupplier enough) throws InterruptedException {
    long begun = System.nanoTime();
    while (!enough.getAsBoolean()) {
      long count = done.count();
      double perSecond = count * 1e9 / (System.nanoTime() - begun);
      if (sent - count < Math.min(ahead, AHEAD_LEAST + perSecond * AHEAD_SECONDS)) {
        sendNext();
      } else {
        Thread.sleep(1);
      }
    }
    producer.flush();
  }

  /** Sends the next ones at a rate, and notes when each left. */
  public void send(int count, Pace pace, RoundTrips latencies) throws InterruptedException {
    for (int i = 0; i < count; i++) {
      pace.await(i);
      latencies.sent(i, System.nanoTime());
      sendNext();
    }
    producer.flush();
  }

  private void sendNext() {
    IncrementCommand command = source.next();
    producer.send(new ProducerRecord<>(
        topic, command.counter().getBytes(UTF_8), CommandCodec.encode(command)));
    sent++;
  }

  @Override
  public void close() {
    producer.close();
  }
}
