package io.counterstream.benchmarks.micro;

import io.counterstream.contract.CounterState;
import io.counterstream.core.journal.Journal;
import io.counterstream.core.journal.JournalCodec;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
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

/** Measures journals of 1,000 commands with regular or irregular deltas. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class JournalBenchmark {
  private static final int COMMANDS = 1000;
  private static final int DELTA_MAX = 9;

  /** The deltas of the commands. */
  @Param({"regular", "irregular"})
  public String deltas;

  private final CounterState[] states = new CounterState[COMMANDS];
  private Journal journal;
  private byte[] bytes;

  /** Makes the journal. */
  @Setup
  public void write() {
    SplittableRandom random = new SplittableRandom(1);
    long value = 1;
    for (int i = 0; i < COMMANDS; i++) {
      states[i] = new CounterState(value, i + 1L);
      value += deltas.equals("regular") ? 1 : random.nextInt(1, DELTA_MAX + 1);
    }
    journal = add();
    bytes = encode();
  }

  /** Adds a batch of all commands. */
  @Benchmark
  public Journal add() {
    Journal.Writer writer = Journal.EMPTY.writer();
    for (int i = 0; i < COMMANDS; i++) {
      writer.add(i, states[i]);
    }
    return writer.journal();
  }

  /** Encodes the journal for an item. */
  @Benchmark
  public byte[] encode() {
    return JournalCodec.encode(journal, COMMANDS - 1L);
  }

  /** Decodes the journal of an item. */
  @Benchmark
  public Journal decode() {
    return JournalCodec.decode(bytes, COMMANDS - 1L, Optional.empty());
  }

  /** Finds a redelivered command. */
  @Benchmark
  public Optional<Journal.Entry> find() {
    return journal.find(COMMANDS / 2);
  }

  /** Prunes half of the journal after a commit. */
  @Benchmark
  public Journal cut() {
    return journal.from(COMMANDS / 2);
  }
}
