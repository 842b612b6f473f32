package io.counterstream.benchmarks.micro;

import io.counterstream.core.Actions;
import io.counterstream.core.CounterMachine;
import io.counterstream.core.DecideOnce;
import io.counterstream.core.Limits;
import io.counterstream.core.LogSource;
import io.counterstream.core.LoggedCommand;
import io.counterstream.workload.CommandSource;
import io.counterstream.workload.Scenario;
import io.counterstream.workload.Workload;
import java.time.Instant;
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

/** Measures the decision of a command in a batch or alone, without table or stream. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class DecideBenchmark {
  private static final int COMMANDS = 1000;
  private static final LogSource LOG = new LogSource("topic", 0);

  /** The scenario of the commands. */
  @Param({"hot", "chain", "contended"})
  public String scenario;

  private final List<LoggedCommand> commands = new ArrayList<>();

  /** Makes the commands. */
  @Setup
  public void prepare() {
    CommandSource source = Workload.of(Scenario.of(scenario), 1).commands();
    for (int i = 0; i <= COMMANDS; i++) {
      commands.add(new LoggedCommand(i, Instant.EPOCH, source.next()));
    }
  }

  /** Decides all commands in one put. */
  @Benchmark
  @OperationsPerInvocation(COMMANDS)
  public Actions batched() {
    CounterMachine machine = machine();
    commands.subList(1, COMMANDS + 1).forEach(machine::arrived);
    machine.advance(1);
    return machine.putAccepted(1);
  }

  /** Decides each command in a put of its own, committed at once. */
  @Benchmark
  @OperationsPerInvocation(COMMANDS)
  public Actions alone() {
    CounterMachine machine = machine();
    Actions actions = machine.advance(0);
    for (int i = 1; i <= COMMANDS; i++) {
      machine.arrived(commands.get(i));
      machine.advance(i);
      actions = machine.putAccepted(i);
    }
    return actions;
  }

  /** Returns a machine that has its counter in memory, from the command that created it. */
  private CounterMachine machine() {
    CounterMachine machine =
        new CounterMachine("counter", LOG, new Limits(COMMANDS, 65_536), new DecideOnce());
    machine.arrived(commands.get(0));
    if (machine.advance(0).next() instanceof Actions.Next.Update) {
      machine.blindUpdateCompleted(Optional.empty(), 0);
    }
    machine.putAccepted(0);
    return machine;
  }
}
