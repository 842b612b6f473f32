package io.counterstream.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.counterstream.contract.Outcome;
import io.counterstream.sandbox.EmbeddedDynamoDb;
import io.counterstream.sandbox.EmbeddedKafka;
import io.counterstream.sandbox.SandboxConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two clients update one counter, each many times, while a processor is killed, a broker is
 * restarted and answers are lost.
 */
class ContendedIT {
  private static final int UPDATES = Integer.getInteger("updates", 10_000);
  private static final Duration PATIENCE = Duration.ofMinutes(8);
  private static final Duration IDLE = Duration.ofMinutes(1);
  private static final int LOST_PERCENT = 1;

  @TempDir
  private Path directory;

  private final List<CompletableFuture<Outcome.Applied>> updates = new ArrayList<>();
  private final List<LossyLog> logs = new ArrayList<>();

  @Test
  void noneIsLostAndNoneIsDoubled() throws InterruptedException {
    try (EmbeddedDynamoDb table = EmbeddedDynamoDb.start(SandboxConfig.defaults())) {
      EmbeddedKafka broker = EmbeddedKafka.start(SandboxConfig.defaults().withDirectory(directory));
      Installation installation = Installation.create(broker.bootstrapServers(), table.endpoint());
      try (ProcessorProcess killed = ProcessorProcess.start(installation);
          Counters first = lossy(installation, 1);
          Counters second = lossy(installation, 2)) {
        long startNanos = System.nanoTime();
        update(first);
        update(second);
        awaitDone(UPDATES / 2);
        killed.kill();
        try (ProcessorProcess successor = ProcessorProcess.start(installation)) {
          awaitDone(UPDATES);
          broker.close();
          broker = EmbeddedKafka.start(
              SandboxConfig.defaults().withDirectory(directory).withKafkaPort(broker.port()));
          awaitDone(2 * UPDATES);
          System.out.printf(
              "%d updates in %d s, with %d commands%n",
              2 * UPDATES,
              Duration.ofNanos(System.nanoTime() - startNanos).toSeconds(),
              logs.stream().mapToInt(LossyLog::asked).sum());
          try (Counters sound = installation.connect()) {
            check(sound.counter("hot", -1));
          }
        }
      } finally {
        broker.close();
      }
    }
  }

  /** With a log that loses commands and answers. */
  private Counters lossy(Installation installation, long seed) {
    ClientConfig config = installation.config();
    return Counters.over(config, Connection.open(config, log -> inFrontOf(log, seed), IDLE));
  }

  private CommandLog inFrontOf(CommandLog log, long seed) {
    LossyLog lossy = new LossyLog(log, seed, LOST_PERCENT, LOST_PERCENT);
    logs.add(lossy);
    return lossy;
  }

  private void update(Counters counters) {
    for (int i = 0; i < UPDATES; i++) {
      updates.add(counters.update("hot", value -> 1, PATIENCE).toCompletableFuture());
    }
  }

  private void awaitDone(long wanted) {
    await()
        .atMost(PATIENCE)
        .until(() -> updates.stream().filter(CompletableFuture::isDone).count() >= wanted);
  }

  private void check(Counter hot) {
    assertThat(updates.stream().map(update -> update.join().value()).sorted())
        .as("every update has a value of its own")
        .containsExactlyElementsOf(
            LongStream.rangeClosed(1, 2L * UPDATES).boxed().toList());
    assertThat(hot.longValue()).isEqualTo(2L * UPDATES);
    assertThat(hot.version()).as("nothing else was applied").isEqualTo(2L * UPDATES);
  }
}
