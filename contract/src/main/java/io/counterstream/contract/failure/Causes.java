package io.counterstream.contract.failure;

import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** What is behind an exception: libraries wrap their failures, futures wrap them once more. */
public final class Causes {
  private Causes() {}

  /** The failure itself, without the wrapper that a future puts around it. */
  public static Throwable unwrapped(Throwable failure) {
    Throwable cause = failure;
    while ((cause instanceof CompletionException || cause instanceof ExecutionException)
        && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }

  /** The first exception of a type in the chain that starts with {@code failure}. */
  public static <T> Optional<T> find(Class<T> type, Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (type.isInstance(cause)) {
        return Optional.of(type.cast(cause));
      }
    }
    return Optional.empty();
  }

  /**
   * Explains a failure in one phrase: the message of its deepest cause that has one. The outer
   * exceptions say which call failed, which the caller knows; the deepest one says why. The JDK's
   * messages name only their object ("/etc/keys.jks"), so the exception's name precedes them. An
   * {@link ExplainedFailure} has the last word.
   */
  public static String explain(Throwable failure) {
    Optional<ExplainedFailure> explained = find(ExplainedFailure.class, failure);
    if (explained.isPresent()) {
      return explained.get().explanation().text();
    }
    Throwable deepest = failure;
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (hasMessage(cause)) {
        deepest = cause;
      }
    }
    String name = deepest.getClass().getSimpleName();
    if (!hasMessage(deepest)) {
      return name;
    }
    return deepest.getClass().getName().startsWith("java")
        ? name + ": " + deepest.getMessage()
        : deepest.getMessage();
  }

  private static boolean hasMessage(Throwable failure) {
    return failure.getMessage() != null && !failure.getMessage().isBlank();
  }
}
