package io.counterstream.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterstream.contract.Bounds;
import io.counterstream.contract.CounterCommand;
import io.counterstream.contract.Expectation;
import io.counterstream.contract.Outcome;
import io.counterstream.processor.app.CounterProcessor;
import io.counterstream.processor.app.TestProcessors;
import io.counterstream.testkit.Deployment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Many clients take from one stock, which is a tenth of what they ask for. {@code
 * -Dcommands=100000} asks for more, and shows what bounds cost.
 */
class StockIT {
  private static final int COMMANDS = Integer.getInteger("commands", 10_000);
  private static final int STOCK = COMMANDS / 10;
  private static final int CLIENTS = 16;
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final List<Counters> clients = new ArrayList<>();

  @Test
  void exactlyWhatIsThereIsTaken() {
    Deployment deployment = TestProcessors.deploy(4);
    try (CounterProcessor processor = TestProcessors.start(deployment)) {
      Stream.generate(() -> TestClients.connect(deployment)).limit(CLIENTS).forEach(clients::add);
      decrement("warm-up", COMMANDS, Bounds.NONE);
      clients.get(0).counter("stock", STOCK);
      long start = System.nanoTime();
      decrement("any", COMMANDS, Bounds.NONE);
      long middle = System.nanoTime();
      List<Outcome> outcomes = decrement("stock", COMMANDS, Bounds.atLeast(0));
      long end = System.nanoTime();
      System.out.printf(
          "%,d commands/s without bounds, %,d with bounds: %.2f%n",
          rate(middle - start), rate(end - middle), (middle - start) / (double) (end - middle));
      check(outcomes);
    } finally {
      clients.forEach(Counters::close);
    }
  }

  private static long rate(long nanos) {
    return COMMANDS * 1_000_000_000L / nanos;
  }

  private List<Outcome> decrement(String counter, int commands, Bounds bounds) {
    List<CompletableFuture<Outcome>> stages = new ArrayList<>();
    for (int i = 0; i < commands; i++) {
      Counters client = clients.get(i % CLIENTS);
      CounterCommand any = new CounterCommand(client.newCommandId(), counter, -1, Expectation.ANY);
      stages.add(client.send(any.within(bounds), PATIENCE).toCompletableFuture());
    }
    return stages.stream().map(CompletableFuture::join).toList();
  }

  private void check(List<Outcome> outcomes) {
    assertThat(outcomes.stream()
            .filter(outcome -> outcome.type() == Outcome.Type.APPLIED)
            .map(outcome -> outcome.state().orElseThrow().value())
            .sorted())
        .as("every item is taken once")
        .containsExactlyElementsOf(LongStream.range(0, STOCK).boxed().toList());
    assertThat(outcomes.stream().filter(outcome -> outcome.type() != Outcome.Type.APPLIED))
        .hasSize(COMMANDS - STOCK)
        .allSatisfy(outcome -> {
          assertThat(((Outcome.Conflict) outcome).cause()).isEqualTo(Outcome.Conflict.BOUNDS);
          assertThat(((Outcome.Conflict) outcome).value()).isZero();
        });
    assertThat(clients.get(0).counter("stock", -1).longValue()).isZero();
  }
}
