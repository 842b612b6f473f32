package io.counterstream.processor.engine;

import io.counterstream.core.Actions;
import io.counterstream.core.Actions.Decided;
import io.counterstream.core.Actions.Decision;
import io.counterstream.core.Actions.Rewritten;
import io.counterstream.core.Actions.Stale;
import io.counterstream.core.CounterMachine;
import io.counterstream.core.LogSource;
import io.counterstream.core.LoggedCommand;
import java.util.ArrayDeque;

/**
 * One counter's commands without an outcome, in log order, and the machine that decides them. Used
 * under the lock of its {@link PartitionState} only.
 */
final class CounterQueue {
  /**
   * A queue and its chain, the entry in the map of chains and the counter's name without its
   * characters, on a JVM with compressed references, in bytes.
   */
  private static final long MEMORY_BYTES = 256;

  private final String counter;
  private final LogSource source;
  private final CounterMachine machine;
  private ArrayDeque<PendingOutcome> pending = new ArrayDeque<>(1);

  /** The offset of the command that the stream thread waits for, or waited for last. */
  private long awaitedUpTo = -1;

  private long accountedBytes;

  /** An event of the counter's machine. */
  interface Event {
    /** Passes the event to the machine. */
    Actions apply(CounterMachine machine, long committed);
  }

  CounterQueue(String counter, LogSource source, EngineSettings settings) {
    this.counter = counter;
    this.source = source;
    this.machine = new CounterMachine(counter, source, settings.limits(), settings.protocol());
  }

  /** The counter's name. Does not change, so it needs no lock. */
  String counter() {
    return counter;
  }

  /** Adds a command; {@code chain} is told when the stream thread waits for its outcome. */
  PendingOutcome add(LoggedCommand command, AwaitedCounter chain) {
    PendingOutcome outcome = new PendingOutcome(command.offset(), chain);
    pending.add(outcome);
    machine.arrived(command);
    return outcome;
  }

  /** The stream thread waits for the command at an offset and can't commit until it is decided. */
  void await(long offset) {
    awaitedUpTo = offset;
  }

  /**
   * Passes an event to the machine and completes the outcomes that it decides. A command that the
   * stream thread waits for may pass the limit of a full journal.
   *
   * @return the request to send next
   */
  Actions.Next apply(Event event, long committed) {
    Actions.Next next = complete(event.apply(machine, committed));
    return next instanceof Actions.Next.AwaitCommit && firstPending() <= awaitedUpTo
        ? complete(machine.advancePastLimit(committed))
        : next;
  }

  private Actions.Next complete(Actions actions) {
    for (Decision decision : actions.decisions()) {
      PendingOutcome outcome = pending.remove();
      if (outcome.offset() != decision.offset()) {
        throw new IllegalStateException("counter " + counter + ": expected the decision on offset "
            + outcome.offset() + ", found that on " + decision.offset());
      }
      if (decision instanceof Decided decided) {
        outcome.complete(decided.outcome());
      } else if (decision instanceof Rewritten rewritten) {
        outcome.fail(rewritten(rewritten));
      } else {
        outcome.fail(stale((Stale) decision));
      }
    }
    return actions.next();
  }

  private LogRewrittenException rewritten(Rewritten rewritten) {
    return new LogRewrittenException("counter " + counter + ": at offset " + rewritten.offset()
        + ", or before it, log " + source + " holds another command than the one that the table"
        + " recorded (the counter's item records offsets up to " + rewritten.decidedUpTo() + ")");
  }

  private StaleOwnerException stale(Stale stale) {
    return new StaleOwnerException("command at offset " + stale.offset() + " of log " + source
        + " for counter " + counter + " was decided before (its item records offsets up to "
        + stale.decidedUpTo() + ") and its outcome committed");
  }

  /** Fails all outcomes that are pending: the counter can't be decided. */
  void fail(RuntimeException cause) {
    pending.forEach(outcome -> outcome.fail(cause));
  }

  /** The offset of the first command without an outcome; 0 if there is none. */
  long firstPending() {
    return pending.isEmpty() ? 0 : pending.element().offset();
  }

  /** Whether every command has its outcome. */
  boolean isIdle() {
    return pending.isEmpty();
  }

  /** Frees the memory that a counter without pending commands does not need. */
  void release(long committed) {
    pending = new ArrayDeque<>(1);
    machine.release(committed);
  }

  /** By how many bytes the counter's estimated memory has grown since the last call. */
  long accountedBytesMore() {
    long before = accountedBytes;
    accountedBytes = MEMORY_BYTES + counter.length() + machine.memoryBytes();
    return accountedBytes - before;
  }

  /** The estimated memory at the last call of {@link #accountedBytesMore}. */
  long accountedBytes() {
    return accountedBytes;
  }

  /** Whether the counter may be evicted. */
  boolean isEvictable(long committed) {
    return pending.isEmpty() && machine.isEvictable(committed);
  }
}
