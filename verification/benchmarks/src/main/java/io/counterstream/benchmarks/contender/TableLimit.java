package io.counterstream.benchmarks.contender;

import io.counterstream.workload.CommandSource;
import io.counterstream.workload.Pace;
import io.counterstream.workload.RoundTrips;
import io.counterstream.workload.Scenario;
import io.counterstream.workload.Workload;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;

/** The conditional writes alone: as fast as they go, or at a rate. */
final class TableLimit {
  private TableLimit() {}

  /** Writes until a number of commands is done or the time is up. */
  static Map<String, String> drain(Message asked) throws InterruptedException {
    Assignment assignment = Assignment.of(asked);
    CommandSource commands = workload(asked).commands();
    long count = asked.number("count");
    long nanosMax = asked.number("millisMax") * 1_000_000;
    try (DynamoDbAsyncClient client = TableClients.connect(assignment)) {
      KeyedWrites writes =
          new KeyedWrites(new OneWrite(client, assignment.table()), (int) asked.number("inFlight"));
      long began = System.nanoTime();
      long done = 0;
      while (done < count && System.nanoTime() - began < nanosMax) {
        writes.submit(commands.next());
        done++;
      }
      writes.finish();
      double seconds = (System.nanoTime() - began) / 1e9;
      return Map.of("commands", Long.toString(done), "seconds", Double.toString(seconds));
    }
  }

  /** Writes at a rate, and says how long a write takes. */
  static Map<String, String> pace(Message asked) throws InterruptedException {
    Assignment assignment = Assignment.of(asked);
    CommandSource commands = workload(asked).commands();
    Pace pace = new Pace(asked.number("perSecond"));
    int count = (int) asked.number("count");
    RoundTrips latencies = new RoundTrips(count);
    try (DynamoDbAsyncClient client = TableClients.connect(assignment)) {
      OneWrite table = new OneWrite(client, assignment.table());
      List<CompletableFuture<?>> writes = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        int index = i;
        pace.await(i);
        latencies.sent(index, System.nanoTime());
        writes.add(table
            .apply(commands.next(), Instant.EPOCH)
            .thenRun(() -> latencies.received(index, System.nanoTime())));
      }
      writes.forEach(CompletableFuture::join);
      return Map.of(
          "p50Millis", Double.toString(latencies.latencies().millisAt(50)),
          "p99Millis", Double.toString(latencies.latencies().millisAt(99)));
    }
  }

  static Map<String, String> fields(Workload workload) {
    return Map.of(
        "scenario", workload.scenario().label(),
        "seed", Long.toString(workload.seed()),
        "counters", Integer.toString(workload.counters()),
        "first", Integer.toString(workload.first()));
  }

  private static Workload workload(Message asked) {
    return new Workload(
        Scenario.of(asked.text("scenario")),
        asked.number("seed"),
        (int) asked.number("counters"),
        (int) asked.number("first"));
  }
}
