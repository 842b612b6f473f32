package io.counterstream.benchmarks;

import io.counterstream.benchmarks.contender.Contender;
import io.counterstream.workload.Workload;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * One scenario at one distance from the table.
 *
 * @param label its name in the report
 * @param workload the commands
 * @param latency in front of the table
 * @param contenders who takes part
 * @param kind what is measured
 */
record Experiment(
    String label, Workload workload, Duration latency, List<Contender> contenders, Kind kind) {
  /** What is measured. */
  enum Kind {
    /** How fast commands that wait are done, then the latency at a low rate. */
    DRAIN,
    /** The same with a write per command, so that what a command costs can be compared. */
    DRAIN_UNBATCHED,
    /** The same with two processors that share the partitions. */
    DRAIN_WITH_TWO,
    /** Only the latency at a low rate. */
    PACE;

    /** The processor's settings, where they are not its defaults. */
    Map<String, String> settings() {
      return this == DRAIN_UNBATCHED ? Map.of("max.batch.commands", "1") : Map.of();
    }
  }

  /** What it is compared with, and so measured in turn with: those of the same group. */
  String group() {
    String scenario = kind == Kind.DRAIN_WITH_TWO ? workload.scenario().label() : label;
    return scenario + " +" + latency.toMillis() + " ms";
  }

  /** Whether the table is filled before, and shared by all who take part. */
  boolean isOnFilledTable() {
    return workload.before().exists();
  }
}
