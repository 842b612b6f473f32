package io.counterstream.contract.kafka;

import io.counterstream.contract.failure.Causes;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;

/** Waits for what Kafka's clients return as a future, and throws what they failed with. */
public final class KafkaFutures {
  private KafkaFutures() {}

  /**
   * Waits until the future is done; the client's own time-out bounds the wait.
   *
   * @throws KafkaException the one that the call failed with, which callers may catch by its type;
   *     another kind of failure as its cause
   * @throws InterruptException if the thread is interrupted; its interrupt status stays set
   */
  public static <T> T await(Future<T> future) {
    try {
      return future.get();
    } catch (ExecutionException failed) {
      throw failureOf(failed);
    } catch (InterruptedException interrupted) {
      throw new InterruptException(interrupted);
    }
  }

  /**
   * Waits until the future is done, but no longer than {@code timeout}.
   *
   * @throws TimeoutException if it is not done by then
   * @throws KafkaException as {@link #await(Future)}
   */
  public static <T> T await(Future<T> future, Duration timeout) {
    try {
      return future.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException failed) {
      throw failureOf(failed);
    } catch (InterruptedException interrupted) {
      throw new InterruptException(interrupted);
    } catch (java.util.concurrent.TimeoutException late) {
      throw new TimeoutException("no response within " + timeout.toMillis() + " ms", late);
    }
  }

  private static RuntimeException failureOf(ExecutionException failed) {
    return Causes.unwrapped(failed) instanceof RuntimeException cause
        ? cause
        : new KafkaException(failed.getCause());
  }
}
