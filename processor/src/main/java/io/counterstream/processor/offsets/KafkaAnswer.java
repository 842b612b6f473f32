package io.counterstream.processor.offsets;

import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.InterruptException;

/** What Kafka answers to a question of the administration, waited for. */
public final class KafkaAnswer {
  private KafkaAnswer() {}

  /**
   * Waits for an answer; the client's own time-out bounds the wait.
   *
   * @throws KafkaException as Kafka failed, or if the thread is interrupted
   */
  public static <T> T get(KafkaFuture<T> answer) {
    try {
      return answer.get();
    } catch (InterruptedException interrupted) {
      throw new InterruptException(interrupted);
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new KafkaException(failed.getCause());
    }
  }
}
