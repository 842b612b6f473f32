package counterstream.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import counterstream.contract.Expectation;
import counterstream.contract.IncrementCommand;
import counterstream.contract.json.CommandCodec;
import counterstream.table.dynamodb.DynamoDb;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/**
 * What overlapping puts and folds give: ratios of two throughputs measured in one run. It runs only
 * when asked for: {@code mvn verify -pl processor -am -Dit.test=ThroughputRatios
 * -Dfailsafe.failIfNoSpecifiedTests=false}.
 */
final class ThroughputRatios {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Duration LATENCY = Duration.ofMillis(5);

  /** One measurement. */
  private record Load(int commands, int counters, Duration latency, Map<String, String> settings) {}

  @Test
  void printsBoth() {
    perSecond(new Load(20_000, 1000, Duration.ZERO, Map.of()));
    perSecond(new Load(50_000, 1, Duration.ZERO, Map.of()));
    Load overlapped = new Load(20_000, 1000, LATENCY, Map.of());
    Load single = new Load(2_000, 1000, LATENCY, Map.of("max.in.flight", "1"));
    compare("1,000 counters, 5 ms: 128 requests in flight / 1", overlapped, single);
    Load folded = new Load(200_000, 1, Duration.ZERO, Map.of());
    Load unfolded = new Load(10_000, 1, Duration.ZERO, Map.of("max.fold", "1"));
    compare("one hot counter: folds / max.fold=1", folded, unfolded);
  }

  private static void compare(String what, Load fast, Load slow) {
    double quick = perSecond(fast);
    double tardy = perSecond(slow);
    System.out.printf("%s: %.0f / %.0f per second = %.1f%n", what, quick, tardy, quick / tardy);
  }

  private static double perSecond(Load load) {
    Deployment deployment = Deployment.create(4);
    ProcessorSettings settings = deployment.settings(load.settings());
    try (KafkaProbe kafka = deployment.kafka()) {
      kafka.publish(commands(deployment.topics().commands(), load));
      long began = System.nanoTime();
      try (CounterProcessor processor = CounterProcessor.start(
          settings,
          settings.engine(),
          DynamoDb.open(settings.table(), new DelayedHttp.Builder(load.latency())))) {
        long found = kafka.awaitRecords(deployment.topics().outcomes(), load.commands(), PATIENCE);
        double seconds = (System.nanoTime() - began) / 1e9;
        if (found != load.commands()) {
          throw new AssertionError("only " + found + " of " + load.commands() + " outcomes");
        }
        return load.commands() / seconds;
      }
    }
  }

  private static List<ProducerRecord<byte[], byte[]>> commands(String topic, Load load) {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (int i = 0; i < load.commands(); i++) {
      IncrementCommand command =
          new IncrementCommand("c" + i, "counter-" + i % load.counters(), 1, Expectation.ANY);
      byte[] key = command.counter().getBytes(UTF_8);
      records.add(new ProducerRecord<>(topic, key, CommandCodec.encode(command)));
    }
    return records;
  }
}
