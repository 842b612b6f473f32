package io.counterstream.processor.stream;

import io.counterstream.core.LogSource;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what the takeover of some partitions would need, before the processor joins its group. The
 * JVM loads and compiles this code then, and the readers are connected, while other processors
 * still have the partitions. What is read is not used.
 */
public final class WarmUp {
  private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);
  private static final Duration TIME_MAX = Duration.ofSeconds(2);

  private WarmUp() {}

  /**
   * Reads for as many partitions as are read at the same time, and waits for two seconds at most. A
   * read that lasts longer goes on beside the processor. A failure is no reason not to start.
   *
   * @param rules what is read and which threads read it
   * @param logs looks up the partitions of the command topic that have a leader
   */
  public static void run(ContinuityRules rules, Supplier<Map<TopicPartition, LogSource>> logs) {
    run(rules, logs, TIME_MAX);
  }

  static void run(
      ContinuityRules rules, Supplier<Map<TopicPartition, LogSource>> logs, Duration timeMax) {
    try {
      read(rules, logs.get()).get(timeMax.toMillis(), TimeUnit.MILLISECONDS);
    } catch (KafkaException | TimeoutException | ExecutionException missed) {
      LOG.debug("Begins without a complete warm-up", missed);
    } catch (InterruptedException interrupted) {
      throw new InterruptException(interrupted);
    }
  }

  private static CompletableFuture<Void> read(
      ContinuityRules rules, Map<TopicPartition, LogSource> logs) {
    ContinuityRules uncounted = new ContinuityRules(
        rules.guard(),
        rules.advice(),
        StreamListener.NONE,
        rules.repeats(),
        rules.takeovers(),
        rules.assignments());
    return CompletableFuture.allOf(logs.entrySet().stream()
        .limit(TakeoverThreads.THREADS)
        .map(log -> new TakeoverRead(
            uncounted, log.getKey(), log.getValue(), OptionalLong.empty(), System::nanoTime))
        .map(read -> CompletableFuture.runAsync(read::readUnused, rules.takeovers()))
        .toArray(CompletableFuture<?>[]::new));
  }
}
