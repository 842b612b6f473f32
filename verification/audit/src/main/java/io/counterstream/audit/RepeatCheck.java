package io.counterstream.audit;

import io.counterstream.contract.CounterCommand;
import io.counterstream.contract.Outcome;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Checks which commands are rejected as repeats of an earlier one. */
final class RepeatCheck {
  private final int windowMin;
  private final int windowMax;
  private final Findings findings;
  private final Map<Key, List<CommandEntry>> earlier = new HashMap<>();

  /** The first offset of each log that was not deleted while the topic existed. */
  private final Map<Log, Long> starts = new HashMap<>();

  /** The commands without outcome that repeat one which every owner has read. */
  private final Set<CommandEntry> repeats = Collections.newSetFromMap(new IdentityHashMap<>());

  /** Those that repeat one which some owners may not have read. */
  private final Set<CommandEntry> perhaps = Collections.newSetFromMap(new IdentityHashMap<>());

  /** What must be equal in a command and its repeat. */
  private record Key(Log log, String counter, String commandId) {}

  /**
   * Checks the logs of a run.
   *
   * @param windowMin a command that is so many offsets or fewer behind one with its id is a repeat
   * @param windowMax a command that is more offsets behind is none
   * @param removals what was deleted from the logs: later owners have not read it
   */
  RepeatCheck(int windowMin, int windowMax, Collection<Removal> removals, Findings findings) {
    this.windowMin = windowMin;
    this.windowMax = windowMax;
    this.findings = findings;
    removals.stream()
        .filter(removal -> removal.before() != Long.MAX_VALUE)
        .forEach(removal ->
            starts.merge(new Log(removal.log(), removal.partition()), removal.before(), Math::max));
  }

  /** Whether a command without outcome repeats another one, so that it had no effect. */
  boolean isRepeat(CommandEntry entry) {
    return repeats.contains(entry);
  }

  /** Whether a command without outcome may repeat another one, which is removed. */
  boolean mayBeRepeat(CommandEntry entry) {
    return perhaps.contains(entry);
  }

  /** Checks the next record of a log. */
  void check(CommandEntry entry) {
    Optional<CounterCommand> command = entry.valid();
    if (command.isEmpty()) {
      return;
    }
    Key key =
        new Key(Log.of(entry.position()), command.get().counter(), command.get().commandId());
    List<CommandEntry> before = earlier.computeIfAbsent(key, unused -> new ArrayList<>(1));
    entry
        .outcome()
        .flatMap(OutcomeRecord::outcome)
        .ifPresentOrElse(
            outcome -> {
              if (OutcomeKind.of(outcome).isRepeat()) {
                checkRepeat(entry, (Outcome.Rejected) outcome, before);
              } else {
                checkNew(entry, before);
              }
            },
            () -> noteRepeat(entry, before));
    before.add(entry);
  }

  private void noteRepeat(CommandEntry entry, List<CommandEntry> before) {
    if (before.stream().anyMatch(first -> mustBeCompared(first, entry))) {
      repeats.add(entry);
    } else if (before.stream().anyMatch(first -> distance(first, entry) <= windowMax)) {
      perhaps.add(entry);
    }
  }

  private boolean mustBeCompared(CommandEntry first, CommandEntry entry) {
    return distance(first, entry) <= windowMin && !isRemoved(first);
  }

  private boolean isRemoved(CommandEntry entry) {
    return entry.position().offset() < starts.getOrDefault(Log.of(entry.position()), 0L);
  }

  private void checkRepeat(
      CommandEntry entry, Outcome.Rejected rejected, List<CommandEntry> before) {
    boolean same = OutcomeKind.of(rejected) == OutcomeKind.REPEATED;
    boolean isTrue = before.stream()
        .filter(first -> distance(first, entry) <= windowMax)
        .anyMatch(first -> rejected.original().isEmpty()
            ? same && isRemoved(first) // its body is not known any more
            : isNamed(first, rejected) && first.valid().equals(entry.valid()) == same);
    if (!isTrue) {
      findings.add(
          Check.REPEAT_MISJUDGED,
          "%s is rejected as %s of %s, which has another id, is no earlier command, or differs"
              + " in other fields than stated; earlier ones with this id: %s",
          entry,
          rejected.reason(),
          rejected.original().map(Outcome.Original::eventId).orElse("a removed one"),
          before);
    }
  }

  /** The topic's id is that of the outcome's own position. */
  private static boolean isNamed(CommandEntry first, Outcome.Rejected rejected) {
    return rejected
        .original()
        .filter(original -> original
            .eventId()
            .endsWith(
                "/" + first.position().partition() + "/" + first.position().offset()))
        .filter(original -> first
            .outcome()
            .flatMap(OutcomeRecord::outcome)
            .map(outcome -> outcome.timestamp().equals(original.timestamp()))
            .orElse(true))
        .isPresent();
  }

  private void checkNew(CommandEntry entry, List<CommandEntry> before) {
    before.stream()
        .filter(first -> mustBeCompared(first, entry))
        .findFirst()
        .ifPresent(first -> findings.add(
            Check.REPEAT_MISJUDGED,
            "%s has an outcome of its own, but %s has its counter and id",
            entry,
            first));
  }

  private static long distance(CommandEntry first, CommandEntry entry) {
    return entry.position().offset() - first.position().offset();
  }
}
