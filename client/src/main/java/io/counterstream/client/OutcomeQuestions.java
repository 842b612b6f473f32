package io.counterstream.client;

import io.counterstream.contract.Expectation;
import io.counterstream.contract.IncrementCommand;
import io.counterstream.contract.Outcome;
import io.counterstream.contract.failure.Causes;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Answers what became of a command, also that there is none in the log. */
final class OutcomeQuestions {
  private final CommandChannel channel;
  private final Supplier<String> ids;

  OutcomeQuestions(CommandChannel channel, Supplier<String> ids) {
    this.channel = channel;
    this.ids = ids;
  }

  /**
   * Looks for the outcome; if there is none yet, sends a check behind the command, and looks again
   * when that is decided, because then everything before it is.
   *
   * @return fails with {@link OutcomeUnknownException} only
   */
  CompletableFuture<Optional<Outcome>> ask(String commandId, SendPosition from, Deadline deadline) {
    IncrementCommand check = new IncrementCommand(ids.get(), from.counter(), 0, Expectation.ANY);
    CompletableFuture<Optional<Outcome>> answer = new CompletableFuture<>();
    channel
        .find(commandId, from, deadline)
        .thenCompose(found -> found.isPresent()
            ? CompletableFuture.completedFuture(found)
            : channel
                .sendTo(from.partition(), check, deadline)
                .thenCompose(decided -> channel.find(commandId, from, deadline)))
        .whenComplete((found, failure) -> {
          if (failure == null) {
            answer.complete(found);
          } else {
            answer.completeExceptionally(unknown(commandId, from, failure));
          }
        });
    return answer;
  }

  private static OutcomeUnknownException unknown(
      String commandId, SendPosition from, Throwable failure) {
    Throwable cause = Causes.unwrapped(failure);
    if (cause instanceof OutcomeUnknownException same && same.commandId().equals(commandId)) {
      return same;
    }
    return new OutcomeUnknownException(
        "the outcome of command " + commandId + " on counter " + from.counter()
            + " is still not known, because the check behind it was not answered; ask again: "
            + cause.getMessage(),
        commandId,
        from,
        false,
        cause);
  }
}
