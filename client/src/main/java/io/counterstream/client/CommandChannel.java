package io.counterstream.client;

import io.counterstream.contract.CounterCommand;
import io.counterstream.contract.Outcome;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Sends commands and returns their outcomes. Futures complete on the {@link Scheduler}. */
interface CommandChannel {
  /**
   * Sends a command.
   *
   * @return its outcome; fails with {@link NotSentException} or {@link OutcomeUnknownException}. If
   *     the latter comes before the deadline, the producer has given up delivering the command
   * @throws IllegalArgumentException if a command with this id is in flight
   */
  CompletableFuture<Outcome> send(CounterCommand command, Deadline deadline);

  /**
   * Searches the outcomes that are committed now for those of a command id.
   *
   * @return the outcome; if several records have this id, the applied one. Fails with {@link
   *     OutcomeUnknownException} if the result topics can't be read in time, or no longer reach
   *     back to the position
   */
  CompletableFuture<Optional<Outcome>> find(String commandId, SendPosition from, Deadline deadline);
}
