package io.counterstream.client;

import io.counterstream.contract.CounterCommand;
import io.counterstream.contract.Outcome;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.function.Function;

/**
 * A command from the call until its outcome, its failure or its deadline. It ends once; later
 * events are ignored. Thread-safe.
 */
final class PendingCommand {
  private static final long NO_OFFSET = -1;

  private final CounterCommand command;
  private final Deadline deadline;
  private final Function<CounterCommand, String> search;
  private final CompletableFuture<Outcome> result = new CompletableFuture<>();
  private Future<?> timer = CompletableFuture.completedFuture(null);
  private ResultPartition partition;
  private SendPosition position;
  private long offset = NO_OFFSET;
  private boolean ended;

  /** Creates one whose failures advise the command line that {@code search} returns. */
  PendingCommand(
      CounterCommand command, Deadline deadline, Function<CounterCommand, String> search) {
    this.command = command;
    this.deadline = deadline;
    this.search = search;
  }

  CounterCommand command() {
    return command;
  }

  Deadline deadline() {
    return deadline;
  }

  CompletableFuture<Outcome> result() {
    return result;
  }

  /** Sets the timer that ends the command at its deadline. */
  synchronized void timer(Future<?> atDeadline) {
    timer = atDeadline;
    if (ended) {
      atDeadline.cancel(false);
    }
  }

  /** Notes the partition, from which the command is removed when it ends. */
  void addedTo(ResultPartition results) {
    synchronized (this) {
      partition = results;
      if (!ended) {
        return;
      }
    }
    results.remove();
  }

  /**
   * Notes that the command may be in the log from now on.
   *
   * @return false if the command has ended; then it must not be sent
   */
  synchronized boolean sending(SendPosition from) {
    if (!ended) {
      position = from;
    }
    return !ended;
  }

  /** The position behind which its outcome is; empty if it was not sent. */
  synchronized Optional<SendPosition> position() {
    return Optional.ofNullable(position);
  }

  /** Notes that the command is in the log. */
  synchronized void persisted(long atOffset) {
    offset = atOffset;
  }

  /** Ends the command; returns whether this call did, so that the caller completes the result. */
  boolean end() {
    ResultPartition results;
    synchronized (this) {
      if (ended) {
        return false;
      }
      ended = true;
      timer.cancel(false);
      results = partition;
    }
    // Not while holding this lock: a partition's lock is taken before a command's.
    if (results != null) {
      results.remove();
    }
    return true;
  }

  /** The failure of a command that is not in the log. */
  NotSentException notSent(String reason, Throwable cause) {
    return new NotSentException(
        "command " + command.commandId() + " on counter " + command.counter() + " was not sent: "
            + reason,
        command.commandId(),
        command.counter(),
        cause);
  }

  /** The failure of a command without an outcome, with what is known of its record. */
  synchronized RuntimeException withoutOutcome(String reason, Throwable cause) {
    if (position == null) {
      return notSent(reason, cause);
    }
    boolean stored = offset != NO_OFFSET;
    String where = stored
        ? "it is in the log (partition " + position.partition() + ", offset " + offset
            + "), so it is decided or will be when a processor reaches it"
        : "it may be in the log or not, and may still be decided (partition " + position.partition()
            + ")";
    String message = "no outcome of command " + command.commandId() + " on counter "
        + command.counter() + ": " + reason + "; " + where
        + ". To learn it: counters.outcome(commandId, position), both in this exception, or "
        + search.apply(command);
    return new OutcomeUnknownException(message, command.commandId(), position, stored, cause);
  }
}
