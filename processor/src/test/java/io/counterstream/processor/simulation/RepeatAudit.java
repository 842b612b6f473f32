package io.counterstream.processor.simulation;

import io.counterstream.contract.CounterCommand;
import io.counterstream.contract.Outcome;
import io.counterstream.core.LoggedCommand;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;

/** Compares the committed outcomes of commands that are sent twice with the log. */
final class RepeatAudit {
  private static final Set<String> REASONS =
      Set.of(Outcome.Rejected.REPEATED, Outcome.Rejected.ID_REUSED);

  private final SimulatedDeployment deployment;
  private final StreamAudit audit;
  private final Set<CommandLog.Entry> repeats = Collections.newSetFromMap(new IdentityHashMap<>());

  RepeatAudit(SimulatedDeployment deployment, StreamAudit audit) {
    this.deployment = deployment;
    this.audit = audit;
  }

  /** The table recorded a command. */
  void recorded(CommandLog.Entry entry) {
    if (repeats.contains(entry)) {
      hasEffect(entry);
    }
  }

  /** Whether a committed outcome says that the command is a repeat. */
  boolean isRepeat(CommandLog.Entry entry) {
    return repeats.contains(entry);
  }

  /** A transaction commits the outcome of a command. */
  void committed(CommandLog log, CommandLog.Entry entry, Outcome outcome, boolean isRecorded) {
    CounterCommand command = entry.command().orElseThrow().command();
    if (!(outcome instanceof Outcome.Rejected rejected) || !REASONS.contains(rejected.reason())) {
      checkNew(log, entry, command);
      return;
    }
    repeats.add(entry);
    // An item that is beyond a command which the operator passed over looks the same.
    boolean unknown = rejected.original().isEmpty() && audit.isPassedOver(log, entry);
    if (isRecorded && !unknown) {
      hasEffect(entry);
    }
    boolean same = rejected.reason().equals(Outcome.Rejected.REPEATED);
    deployment.met(same ? StreamEvent.OUTCOME_REPEATED : StreamEvent.OUTCOME_ID_REUSED);
    if (rejected.original().isEmpty()) {
      deployment.met(StreamEvent.REPEAT_OF_A_REMOVED_RECORD);
    }
    rejected.original().ifPresent(original -> checkDecided(log, entry, original));
    if (!unknown && !isTrue(log, entry, rejected.original(), same)) {
      audit.violated(
          StreamInvariant.REPEAT_OF_THE_LOG, rejected + " is no outcome of " + entry.command());
    }
  }

  /** Only where nobody knows which window an earlier owner had. */
  private void hasEffect(CommandLog.Entry entry) {
    if (!deployment.operator.isWindowLost()) {
      audit.violated(StreamInvariant.REPEAT_HAS_NO_EFFECT, entry.command() + " is recorded");
    }
  }

  /** A client that reads of a repeat looks for the outcome of the original. */
  private void checkDecided(CommandLog log, CommandLog.Entry entry, Outcome.Original original) {
    String id = original.eventId();
    boolean undecided = log.at(Long.parseLong(id.substring(id.lastIndexOf('/') + 1))).stream()
        .noneMatch(of -> log.isRemoved(of.offset()) || audit.isDecided(log, of));
    if (undecided && !log.isDeleted() && log.truncatedFrom().isEmpty()) {
      audit.violated(
          StreamInvariant.REPEAT_AFTER_ITS_ORIGINAL,
          entry.command() + " repeats " + id + ", which has no outcome");
    }
  }

  private boolean isTrue(
      CommandLog log, CommandLog.Entry entry, Optional<Outcome.Original> original, boolean same) {
    CounterCommand command = entry.command().orElseThrow().command();
    long from = entry.offset() - deployment.operator.windowMax();
    return LongStream.range(Math.max(0, from), entry.offset())
        .filter(at -> original.isEmpty()
            ? log.isRemoved(at)
            : original.get().eventId().equals(log.source() + "/" + at)
                && original.get().timestamp().toEpochMilli() == at)
        .boxed()
        .flatMap(at -> log.at(at).stream())
        .flatMap(earlier -> earlier.command().stream())
        .map(LoggedCommand::command)
        .anyMatch(earlier ->
            isSame(earlier, command) && (original.isEmpty() || earlier.equals(command) == same));
  }

  /** A command with an outcome of its own repeats nothing that every owner must have seen. */
  private void checkNew(CommandLog log, CommandLog.Entry entry, CounterCommand command) {
    if (log.isDeleted() || log.truncatedFrom().isPresent()) {
      return;
    }
    for (CommandLog.Entry earlier : log.all()) {
      boolean repeats = earlier.offset() < entry.offset()
          && !log.isRemoved(earlier.offset())
          && earlier.command().filter(first -> isSame(first.command(), command)).isPresent();
      if (repeats && earlier.offset() >= entry.offset() - deployment.operator.windowMin()) {
        audit.violated(
            StreamInvariant.REPEAT_IS_RECOGNISED,
            entry.command() + " repeats " + earlier.offset() + " and has an outcome of its own");
      } else if (repeats) {
        deployment.met(StreamEvent.REPEAT_BEYOND_THE_WINDOW);
      }
    }
  }

  private static boolean isSame(CounterCommand one, CounterCommand other) {
    return one.commandId().equals(other.commandId()) && one.counter().equals(other.counter());
  }
}
