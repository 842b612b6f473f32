package io.counterstream.client;

import io.counterstream.contract.IncrementCommand;
import io.counterstream.contract.Outcome;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

/**
 * One command from the call until its outcome, its failure or its deadline. Ends once; what comes
 * later is ignored. Thread-safe.
 */
final class PendingCommand {
  private static final long NO_OFFSET = -1;

  private final IncrementCommand command;
  private final Deadline deadline;
  private final CompletableFuture<Outcome> result = new CompletableFuture<>();
  private Future<?> timer = CompletableFuture.completedFuture(null);
  private FollowedPartition partition;
  private SendPosition position;
  private long offset = NO_OFFSET;
  private boolean ended;

  PendingCommand(IncrementCommand command, Deadline deadline) {
    this.command = command;
    this.deadline = deadline;
  }

  IncrementCommand command() {
    return command;
  }

  Deadline deadline() {
    return deadline;
  }

  CompletableFuture<Outcome> result() {
    return result;
  }

  /** What will end it at its deadline. */
  synchronized void timer(Future<?> ending) {
    timer = ending;
    if (ended) {
      ending.cancel(false);
    }
  }

  /** It has entered this partition, and leaves it when it ends. */
  void entered(FollowedPartition followed) {
    synchronized (this) {
      partition = followed;
      if (!ended) {
        return;
      }
    }
    followed.leave();
  }

  /**
   * From now on it may be in the log.
   *
   * @return false if it has ended: then it must not be sent
   */
  synchronized boolean handOver(SendPosition from) {
    if (!ended) {
      position = from;
    }
    return !ended;
  }

  /** It is in the log. */
  synchronized void stored(long where) {
    offset = where;
  }

  /** Whether this call ended it; then the caller completes the result. */
  boolean end() {
    FollowedPartition left;
    synchronized (this) {
      if (ended) {
        return false;
      }
      ended = true;
      timer.cancel(false);
      left = partition;
    }
    // Not under our lock: a partition's lock is taken before a command's.
    if (left != null) {
      left.leave();
    }
    return true;
  }

  /** The failure that says it is not in the log. */
  NotSentException notSent(String reason, Throwable cause) {
    return new NotSentException(
        "command " + command.commandId() + " on counter " + command.counter() + " was not sent: "
            + reason,
        command.commandId(),
        command.counter(),
        cause);
  }

  /** The failure that tells what is known without an outcome. */
  synchronized RuntimeException withoutOutcome(String reason, Throwable cause) {
    if (position == null) {
      return notSent(reason, cause);
    }
    boolean stored = offset != NO_OFFSET;
    String where = stored
        ? "it is in the log (partition " + position.partition() + ", offset " + offset
            + "), so it is decided or will be when a processor gets there"
        : "it may be in the log or not, and may still be decided (partition " + position.partition()
            + ")";
    String message = "no outcome of command " + command.commandId() + " on counter "
        + command.counter() + ": " + reason + "; " + where
        + ". To learn it: counters.outcome(commandId, position), both in this exception";
    return new OutcomeUnknownException(message, command.commandId(), position, stored, cause);
  }
}
