package io.counterstream.client;

import io.counterstream.contract.CounterCommand;
import io.counterstream.contract.Expectation;
import io.counterstream.contract.Outcome;
import io.counterstream.contract.Topics;
import io.counterstream.contract.failure.Causes;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Finds out what became of a command, and proves that a command without outcome has none. */
final class OutcomeResolver {
  private final KafkaCommandChannel channel;
  private final Supplier<String> ids;
  private final Topics topics;

  OutcomeResolver(KafkaCommandChannel channel, Supplier<String> ids, Topics topics) {
    this.channel = channel;
    this.ids = ids;
    this.topics = topics;
  }

  /**
   * Searches for the outcome. If there is none yet, or only one after which another record of the
   * command may apply, sends a check to the command's partition and searches again when the check
   * is decided, because then every command before it is.
   *
   * @return fails with {@link OutcomeUnknownException} only
   */
  CompletableFuture<Optional<Outcome>> resolve(
      String commandId, SendPosition from, Deadline deadline) {
    CounterCommand check = new CounterCommand(ids.get(), from.counter(), 0, Expectation.ANY);
    CompletableFuture<Optional<Outcome>> result = new CompletableFuture<>();
    channel
        .find(commandId, from, deadline)
        .thenCompose(found -> found.filter(UpdateAttempt::excludesApplying).isPresent()
            ? CompletableFuture.completedFuture(found)
            : channel
                .sendTo(from.partition(), check, deadline)
                .thenCompose(decided -> channel.find(commandId, from, deadline)))
        .whenComplete((found, failure) -> {
          if (failure == null) {
            result.complete(found);
          } else {
            result.completeExceptionally(unknown(commandId, from, Causes.unwrapped(failure)));
          }
        });
    return result;
  }

  private OutcomeUnknownException unknown(String commandId, SendPosition from, Throwable cause) {
    if (cause instanceof OutcomeUnknownException same && same.commandId().equals(commandId)) {
      return same;
    }
    return new OutcomeUnknownException(
        "the outcome of command " + commandId + " on counter " + from.counter()
            + " is still not known, because the check behind it has no outcome; ask again, or look"
            + " for it in " + from.places(topics) + ": " + cause.getMessage(),
        commandId,
        from,
        false,
        cause);
  }
}
