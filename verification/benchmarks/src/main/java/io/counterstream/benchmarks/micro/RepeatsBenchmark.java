package io.counterstream.benchmarks.micro;

import io.counterstream.contract.CounterCommand;
import io.counterstream.processor.repeats.RepeatSettings;
import io.counterstream.processor.repeats.Repeats;
import io.counterstream.workload.CommandSource;
import io.counterstream.workload.Scenario;
import io.counterstream.workload.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Measures the comparison of a command with those in the window before it, which has all of it. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class RepeatsBenchmark {
  private static final int COMMANDS = 1000;
  private static final int BETWEEN_CHANGES = 100_000;

  /** The window, in offsets; 0 compares nothing. */
  @Param({"0", "10000", "100000"})
  public int window;

  /** The scenario of the commands. */
  @Param({"hot", "zipf"})
  public String scenario;

  private final List<CounterCommand> commands = new ArrayList<>();
  private Repeats repeats;
  private long offset;

  /** Makes the commands, more than the window has, and fills the window. */
  @Setup
  public void prepare() {
    CommandSource source = Workload.of(Scenario.of(scenario), 1).commands();
    for (int i = 0; i < window + COMMANDS; i++) {
      commands.add(source.next());
    }
    RepeatSettings settings = new RepeatSettings(window, window, BETWEEN_CHANGES);
    repeats = new Repeats(Optional.empty(), settings, closed -> {});
    while (offset < window) {
      next();
    }
  }

  /** Compares and remembers commands; returns how many of them were repeats, which none is. */
  @Benchmark
  @OperationsPerInvocation(COMMANDS)
  public int judge() {
    int found = 0;
    for (int i = 0; i < COMMANDS; i++) {
      found += next() ? 1 : 0;
    }
    repeats.committed(offset);
    return found;
  }

  private boolean next() {
    CounterCommand command = commands.get((int) (offset % commands.size()));
    boolean isRepeat = repeats.judge(offset, offset, command).isPresent();
    repeats.submitted(offset);
    repeats.processed();
    offset++;
    return isRepeat;
  }

  /** Returns the number of commands that are remembered. */
  int remembered() {
    return repeats.commands();
  }
}
