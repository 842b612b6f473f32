package io.counterstream.benchmarks;

import io.counterstream.benchmarks.contender.Contender;
import io.counterstream.workload.Workload;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * One scenario with one latency of the table.
 *
 * @param label the name in the report
 * @param workload the commands
 * @param latency the latency added in front of the table
 * @param contenders the contenders that are measured
 * @param kind what is measured
 */
record Experiment(
    String label, Workload workload, Duration latency, List<Contender> contenders, Kind kind) {
  /** What is measured. */
  enum Kind {
    /** The throughput with a backlog, then the latency at a low rate. */
    DRAIN,
    /** The same with a write per command, so that the costs of a command can be compared. */
    DRAIN_UNBATCHED,
    /** The same with two processors that share the partitions. */
    DRAIN_WITH_TWO,
    /** Only the latency at a low rate. */
    PACE;

    /** Returns the settings of the processor that differ from its defaults. */
    Map<String, String> settings() {
      return this == DRAIN_UNBATCHED ? Map.of("max.batch.commands", "1") : Map.of();
    }
  }

  /** Returns the group: experiments of one group are compared and measured in turn. */
  String group() {
    String scenario = kind == Kind.DRAIN_WITH_TWO ? workload.scenario().label() : label;
    return scenario + " +" + latency.toMillis() + " ms";
  }

  /** Whether the table is filled before, and shared by all contenders. */
  boolean isOnFilledTable() {
    return workload.before().exists();
  }
}
