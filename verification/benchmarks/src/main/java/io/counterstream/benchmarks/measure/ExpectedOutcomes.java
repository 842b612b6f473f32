package io.counterstream.benchmarks.measure;

import io.counterstream.contract.CounterCommand;
import io.counterstream.contract.CounterState;
import io.counterstream.contract.Outcome;
import io.counterstream.contract.Topics;
import io.counterstream.contract.json.OutcomeCodec;
import io.counterstream.testkit.client.TopicReader;
import io.counterstream.workload.CommandSource;
import io.counterstream.workload.Workload;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The outcomes that the commands of a workload imply: one for each, applied or conflict, with the
 * value and version that follow from the previous commands. Checks committed outcomes against them.
 */
public final class ExpectedOutcomes {
  private static final int FAULTS_MAX = 10;

  private final long[] values;
  private final long[] versions;
  private final BitSet applies;
  private final BitSet received;
  private final List<String> faults = new ArrayList<>();

  private ExpectedOutcomes(int commands) {
    values = new long[commands];
    versions = new long[commands];
    applies = new BitSet(commands);
    received = new BitSet(commands);
  }

  /** Computes the outcomes of the first commands of a workload. */
  public static ExpectedOutcomes of(Workload workload, int commands) {
    ExpectedOutcomes expected = new ExpectedOutcomes(commands);
    Map<String, CounterState> states = new HashMap<>();
    CommandSource source = workload.commands();
    for (int i = 0; i < commands; i++) {
      CounterCommand command = source.next();
      CounterState before = states.getOrDefault(command.counter(), workload.before());
      CounterState after = before;
      if (command.expected().holdsFor(before)) {
        expected.applies.set(i);
        after = new CounterState(before.value() + command.delta(), before.version() + 1);
        states.put(command.counter(), after);
      }
      expected.values[i] = after.value();
      expected.versions[i] = after.version();
    }
    return expected;
  }

  /** Reads all committed outcomes and returns the faults; empty if there is none. */
  public List<String> faults(String bootstrapServers, Topics topics) {
    new TopicReader(bootstrapServers)
        .read(topics.outcomes(), record -> check(OutcomeCodec.decode(record.value())));
    return faults();
  }

  /** Returns the faults of the outcomes checked so far, if there are no more. */
  List<String> faults() {
    List<String> all = new ArrayList<>(faults);
    int missing = values.length - received.cardinality();
    if (missing > 0) {
      all.add(missing + " of " + values.length + " commands have no outcome, the first is "
          + CommandSource.id(received.nextClearBit(0)));
    }
    return all;
  }

  void check(Outcome outcome) {
    int index = CommandSource.indexOf(outcome.commandId());
    if (index >= values.length) {
      fault("an outcome of no command: " + outcome);
      return;
    }
    if (received.get(index)) {
      fault("a second outcome: " + outcome);
      return;
    }
    received.set(index);
    CounterState wanted = new CounterState(values[index], versions[index]);
    boolean applied = outcome.type() == Outcome.Type.APPLIED;
    if (applied != applies.get(index) || !outcome.state().equals(Optional.of(wanted))) {
      fault("expected " + (applies.get(index) ? "applied" : "conflict") + " with " + wanted
          + ", found " + outcome);
    }
  }

  private void fault(String what) {
    if (faults.size() < FAULTS_MAX) {
      faults.add(what);
    }
  }
}
