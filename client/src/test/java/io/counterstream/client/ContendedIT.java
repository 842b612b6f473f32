package io.counterstream.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterstream.contract.Outcome;
import io.counterstream.processor.app.TestProcessors;
import io.counterstream.sandbox.EmbeddedDynamoDb;
import io.counterstream.sandbox.EmbeddedKafka;
import io.counterstream.sandbox.SandboxConfig;
import io.counterstream.testkit.Deployment;
import io.counterstream.testkit.Servers;
import io.counterstream.testkit.client.KafkaClient;
import io.counterstream.testkit.process.ChildJvm;
import io.counterstream.testkit.wait.Waiting;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two clients update one counter, each many times, while a processor is killed, a broker is
 * restarted and acknowledgements are lost.
 */
class ContendedIT {
  private static final int UPDATES = Integer.getInteger("updates", 3_000);
  private static final Duration PATIENCE = Duration.ofMinutes(8);
  private static final Duration IDLE = Duration.ofMinutes(1);
  private static final int LOST_PERCENT = 1;

  /** Short, because one is killed, but not so short that a busy machine expels the other one. */
  private static final Map<String, String> FAILOVER = Map.of(
      "transaction.timeout.ms", "8000",
      "kafka.main.consumer.session.timeout.ms", "4000",
      "kafka.main.consumer.heartbeat.interval.ms", "1000");

  @TempDir
  private Path directory;

  private final List<CompletableFuture<Outcome.Applied>> updates = new ArrayList<>();
  private final List<LossyProducer> producers = new ArrayList<>();

  @Test
  void noneIsLostAndNoneIsDoubled() throws InterruptedException {
    try (EmbeddedDynamoDb table = EmbeddedDynamoDb.start(SandboxConfig.defaults())) {
      EmbeddedKafka broker = EmbeddedKafka.start(SandboxConfig.defaults().withDirectory(directory));
      Deployment deployment = TestProcessors.provision(new Deployment(
          Servers.at(broker.bootstrapServers(), table.endpoint()), "contended", 4, FAILOVER));
      try (ChildJvm killed = deployment.startProcess(Deployment.PROCESSOR, Map.of());
          Counters first = lossy(deployment, 1);
          Counters second = lossy(deployment, 2)) {
        long startNanos = System.nanoTime();
        update(first);
        update(second);
        awaitDone(UPDATES / 2, deployment);
        killed.kill();
        try (ChildJvm successor = deployment.startProcess(Deployment.PROCESSOR, Map.of())) {
          awaitDone(UPDATES, deployment);
          broker.close();
          broker = EmbeddedKafka.start(
              SandboxConfig.defaults().withDirectory(directory).withKafkaPort(broker.port()));
          awaitDone(2 * UPDATES, deployment);
          System.out.printf(
              "%d updates in %d s, with %d commands%n",
              2 * UPDATES,
              Duration.ofNanos(System.nanoTime() - startNanos).toSeconds(),
              producers.stream().mapToInt(LossyProducer::commands).sum());
          try (Counters sound = TestClients.connect(deployment)) {
            check(sound.counter("hot", -1));
          }
        }
      } finally {
        broker.close();
      }
    }
  }

  /** A client whose producer loses commands and acknowledgements. */
  private Counters lossy(Deployment deployment, long seed) {
    ClientConfig config = TestClients.config(deployment);
    return Counters.over(config, Connection.open(config, producer -> lossy(producer, seed), IDLE));
  }

  private CommandProducer lossy(CommandProducer producer, long seed) {
    LossyProducer lossy = new LossyProducer(producer, seed, LOST_PERCENT, LOST_PERCENT);
    producers.add(lossy);
    return lossy;
  }

  private void update(Counters counters) {
    for (int i = 0; i < UPDATES; i++) {
      updates.add(counters.update("hot", value -> 1, PATIENCE).toCompletableFuture());
    }
  }

  /** Waits as long as updates complete. */
  private void awaitDone(long wanted, Deployment deployment) {
    for (long done = done(); done < wanted; done = done()) {
      long before = done;
      try {
        Waiting.await().until(() -> done() > before);
      } catch (ConditionTimeoutException stalled) {
        throw new AssertionError(
            done + " updates are done and no more follow. " + openTransactions(deployment),
            stalled);
      }
    }
  }

  private long done() {
    return updates.stream().filter(CompletableFuture::isDone).count();
  }

  /** A transaction that Kafka leaves open hides all later outcomes from the clients. */
  private static String openTransactions(Deployment deployment) {
    try (KafkaClient kafka = new KafkaClient(deployment.servers().bootstrapServers())) {
      kafka.reader().awaitClosedTransactions(deployment.topics().outcomes(), Duration.ofSeconds(9));
      return "No transaction is open.";
    } catch (RuntimeException open) {
      return open.toString();
    }
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
