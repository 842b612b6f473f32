package io.counterstream.benchmarks.measure;

import io.counterstream.contract.CounterState;
import io.counterstream.contract.IncrementCommand;
import io.counterstream.contract.Outcome;
import io.counterstream.contract.Topics;
import io.counterstream.contract.json.OutcomeCodec;
import io.counterstream.workload.CommandSource;
import io.counterstream.workload.Workload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Holds the committed outcomes of a run against what its commands imply: one for each, applied or
 * conflict, with the value and version that follow from the commands before.
 */
public final class Check {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final int FAULTS_MAX = 10;

  private final long[] values;
  private final long[] versions;
  private final BitSet applies;
  private final BitSet answered;
  private final List<String> faults = new ArrayList<>();

  private Check(int commands) {
    values = new long[commands];
    versions = new long[commands];
    applies = new BitSet(commands);
    answered = new BitSet(commands);
  }

  /** Of the first commands of a workload. */
  public static Check of(Workload workload, int commands) {
    Check check = new Check(commands);
    Map<String, CounterState> states = new HashMap<>();
    CommandSource source = workload.commands();
    for (int i = 0; i < commands; i++) {
      IncrementCommand command = source.next();
      CounterState before = states.getOrDefault(command.counter(), workload.before());
      CounterState after = before;
      if (command.expected().holdsFor(before)) {
        check.applies.set(i);
        after = new CounterState(before.value() + command.delta(), before.version() + 1);
        states.put(command.counter(), after);
      }
      check.values[i] = after.value();
      check.versions[i] = after.version();
    }
    return check;
  }

  /** Reads all committed outcomes there are, and returns what is wrong; empty if nothing is. */
  public List<String> faults(String bootstrapServers, Topics topics) {
    try (KafkaConsumer<byte[], byte[]> consumer =
        OutcomeReading.consumer(bootstrapServers, topics)) {
      Set<TopicPartition> partitions = consumer.assignment();
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(at -> consumer.position(at) < ends.get(at))) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          judge(OutcomeCodec.decode(record.value()));
        }
      }
    }
    return faults();
  }

  /** What is wrong with the outcomes judged so far, if they are all. */
  List<String> faults() {
    List<String> all = new ArrayList<>(faults);
    int missing = values.length - answered.cardinality();
    if (missing > 0) {
      all.add(missing + " of " + values.length + " commands have no outcome, the first is "
          + CommandSource.id(answered.nextClearBit(0)));
    }
    return all;
  }

  void judge(Outcome outcome) {
    int index = CommandSource.indexOf(outcome.commandId());
    if (index >= values.length) {
      fault("an outcome of no command: " + outcome);
      return;
    }
    if (answered.get(index)) {
      fault("a second outcome: " + outcome);
      return;
    }
    answered.set(index);
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
