package io.counterstream.client;

import io.counterstream.contract.IncrementCommand;
import io.counterstream.contract.Outcome;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Commands in, outcomes out. Stages complete on the {@link Worker}. */
interface Commands {
  /**
   * Sends a command.
   *
   * @return its outcome; fails with {@link NotSentException} or {@link OutcomeUnknownException}.
   *     The latter before the deadline means that nobody tries to deliver it any more
   * @throws IllegalArgumentException if a command with this id is in flight
   */
  CompletableFuture<Outcome> send(IncrementCommand command, Deadline deadline);

  /**
   * Looks for what was decided of a command up to now: the applied one, if several records have
   * this id.
   *
   * @return fails with {@link OutcomeUnknownException} if the result topics can't be read in time,
   *     or don't reach back to the position any more
   */
  CompletableFuture<Optional<Outcome>> find(String commandId, SendPosition from, Deadline deadline);
}
