package io.counterstream.benchmarks.micro;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.counterstream.contract.CounterCommand;
import io.counterstream.contract.CounterState;
import io.counterstream.contract.Expectation;
import io.counterstream.contract.Outcome;
import io.counterstream.contract.json.OutcomeCodec;
import io.counterstream.contract.kafka.CommandPosition;
import io.counterstream.contract.kafka.OutcomeHeaders;
import java.time.Instant;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.MutableRecordBatch;
import org.apache.kafka.common.record.internal.Record;
import org.apache.kafka.common.record.internal.SimpleRecord;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Measures Kafka's compression of a batch of outcomes with their headers: the time per batch, and
 * its size, which the set-up prints.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class CompressionBenchmark {
  private static final int COUNTERS = 1000;
  private static final long START_MILLIS = 1_795_251_600_123L;

  /** The compression, with its level if it has one. */
  @Param({"none", "gzip:1", "gzip:4", "gzip:6", "gzip:9", "snappy", "lz4:9", "zstd:1", "zstd:3"})
  private String compression;

  /** The outcomes of a batch: one at low load, some hundred at high load. */
  @Param({"1", "10", "300"})
  private int outcomes;

  private Compression codec;
  private SimpleRecord[] records;
  private MemoryRecords encoded;

  /** Encodes once, and prints the size. */
  @Setup
  public void encodeOnce() {
    codec = codec();
    records = new SimpleRecord[outcomes];
    Random random = new Random(1);
    for (int i = 0; i < outcomes; i++) {
      records[i] = outcome(random, i);
    }
    encoded = encode();
    System.out.printf(
        "%n%s, batch of %d: %.1f bytes per outcome%n",
        compression, outcomes, (double) encoded.sizeInBytes() / outcomes);
  }

  /** Encodes a batch, as the processor's producer does. */
  @Benchmark
  public MemoryRecords encode() {
    return MemoryRecords.withRecords(codec, records);
  }

  /** Decodes a batch, as a consumer does, and a broker that validates it. */
  @Benchmark
  public long decode() {
    long bytes = 0;
    for (MutableRecordBatch batch : encoded.batches()) {
      for (Record record : batch) {
        bytes += record.valueSize();
      }
    }
    return bytes;
  }

  private Compression codec() {
    String[] part = compression.split(":");
    int level = part.length == 1 ? 0 : Integer.parseInt(part[1]);
    return switch (part[0]) {
      case "gzip" -> Compression.gzip().level(level).build();
      case "lz4" -> Compression.lz4().level(level).build();
      case "zstd" -> Compression.zstd().level(level).build();
      default -> Compression.of(part[0]).build();
    };
  }

  private static SimpleRecord outcome(Random random, int index) {
    String counter = "page-views-" + random.nextInt(COUNTERS);
    long value = random.nextInt(1_000_000);
    int delta = 1 + random.nextInt(100);
    Outcome outcome = new Outcome.Applied(
        new CounterCommand(
            new UUID(random.nextLong(), random.nextLong()).toString(),
            counter,
            delta,
            Expectation.exactly(value)),
        value,
        new CounterState(value + delta, 1 + random.nextInt(10_000)),
        Instant.ofEpochMilli(START_MILLIS + index / 10));
    ProducerRecord<byte[], byte[]> message = new ProducerRecord<>(
        "counter-applied", counter.getBytes(UTF_8), OutcomeCodec.encode(outcome));
    message.headers().add("traceparent", traceParent(random).getBytes(UTF_8));
    CommandPosition position =
        new CommandPosition("counter-commands", new Uuid(1, 2), 3, 1_000_000 + index);
    OutcomeHeaders.WITH_CLOUD_EVENT.addTo(message.headers(), position, outcome);
    return new SimpleRecord(
        outcome.timestamp().toEpochMilli(),
        message.key(),
        message.value(),
        message.headers().toArray());
  }

  private static String traceParent(Random random) {
    return "00-%016x%016x-%016x-01"
        .formatted(random.nextLong(), random.nextLong(), random.nextLong());
  }
}
