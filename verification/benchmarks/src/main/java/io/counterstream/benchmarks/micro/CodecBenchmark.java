package io.counterstream.benchmarks.micro;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.counterstream.contract.CounterCommand;
import io.counterstream.contract.CounterState;
import io.counterstream.contract.Expectation;
import io.counterstream.contract.Outcome;
import io.counterstream.contract.json.CommandCodec;
import io.counterstream.contract.json.DecodedCommand;
import io.counterstream.contract.json.OutcomeCodec;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Measures the JSON codecs. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class CodecBenchmark {
  private final CounterCommand command = new CounterCommand(
      "7f1c2d3e-0000-4000-8000-123456789abc", "page-views", 1, new Expectation.Exactly(41));
  private final byte[] key = command.counter().getBytes(UTF_8);
  private final byte[] commandBytes = CommandCodec.encode(command);
  private final Outcome outcome = new Outcome.Applied(
      command, 41, new CounterState(42, 42), Instant.ofEpochMilli(1_795_251_600_123L));
  private final byte[] outcomeBytes = OutcomeCodec.encode(outcome);

  /** Encodes a command, as a producer does. */
  @Benchmark
  public byte[] encodeCommand() {
    return CommandCodec.encode(command);
  }

  /** Decodes a command, as the processor does. */
  @Benchmark
  public DecodedCommand decodeCommand() {
    return CommandCodec.decode(key, commandBytes);
  }

  /** Encodes an outcome, as the processor does. */
  @Benchmark
  public byte[] encodeOutcome() {
    return OutcomeCodec.encode(outcome);
  }

  /** Decodes an outcome, as a consumer does. */
  @Benchmark
  public Outcome decodeOutcome() {
    return OutcomeCodec.decode(outcomeBytes);
  }
}
