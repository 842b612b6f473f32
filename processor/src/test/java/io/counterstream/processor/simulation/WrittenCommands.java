package io.counterstream.processor.simulation;

import io.counterstream.contract.CounterState;
import io.counterstream.contract.Outcome;
import io.counterstream.core.CounterItem;
import io.counterstream.core.Decisions;
import io.counterstream.core.LogProgress;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The commands that a write may have recorded. Its journal names their offsets. The writer has
 * polled the log as it is or as it was before its truncations, the earlier records first.
 */
final class WrittenCommands {
  private final CounterItem written;
  private final List<TreeMap<Long, CommandLog.Entry>> generations;
  private final List<Long> offsets;
  private final List<Map<CommandLog.Entry, Outcome>> decisions = new ArrayList<>();

  /** Whether the log has or had commands of the counter at these offsets. */
  private boolean ofTheLog;

  /**
   * The commands of a write.
   *
   * @param log the log of its commands
   * @param before the offset up to which the item had recorded the log before
   * @param against the counter's state before
   * @param written the item
   */
  WrittenCommands(CommandLog log, long before, CounterState against, CounterItem written) {
    LogProgress ours = written.lastWriter().orElseThrow();
    this.written = written;
    this.generations = log.generations();
    this.offsets = generations.stream()
        .flatMap(records -> records.subMap(before, false, ours.offset(), true).keySet().stream())
        .filter(offset -> ours.journal().find(offset).isPresent())
        .distinct()
        .sorted()
        .toList();
    if (offsets.contains(ours.offset())) {
      decide(new IdentityHashMap<>(), generations.size() - 1, against);
    }
  }

  boolean areOfTheLog() {
    return ofTheLog;
  }

  /**
   * The decisions that lead from the state before to what was written; more than one if commands at
   * reused offsets have the same effect.
   */
  List<Map<CommandLog.Entry, Outcome>> decisions() {
    return decisions;
  }

  /** Decides the commands after these, which are of this generation or later ones. */
  private void decide(Map<CommandLog.Entry, Outcome> decided, int generation, CounterState state) {
    if (decided.size() == offsets.size()) {
      ofTheLog = true;
      if (state.equals(written.state().orElseThrow())) {
        decisions.add(decided);
      }
      return;
    }
    long offset = offsets.get(decided.size());
    for (int next = generation; next >= 0; next--) {
      CommandLog.Entry entry = generations.get(next).get(offset);
      boolean isNew = next == generation || entry != generations.get(next + 1).get(offset);
      if (entry != null && isNew && entry.isOf(written.counter())) {
        Outcome outcome = Decisions.decide(entry.command().orElseThrow(), state);
        Map<CommandLog.Entry, Outcome> more = new IdentityHashMap<>(decided);
        more.put(entry, outcome);
        decide(more, next, outcome.state().orElseThrow());
      }
    }
  }
}
