package io.counterstream.benchmarks.contender;

import io.counterstream.workload.CommandSource;
import io.counterstream.workload.Pace;
import io.counterstream.workload.RoundTrips;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;

/** The conditional writes without Kafka: as fast as possible, or at a constant rate. */
final class TableLimit {
  private TableLimit() {}

  /** Writes until a number of commands is done or the time is over. */
  static Map<String, Double> drain(ContenderProtocol.Request request) throws InterruptedException {
    CommandSource commands = request.workload().commands();
    TableWrites writes = request.writes();
    long nanosMax = writes.millisMax() * 1_000_000;
    try (DynamoDbAsyncClient client = TableClients.connect(request.assignment())) {
      OneWrite table = new OneWrite(client, request.assignment().table());
      KeyedWrites keyed = new KeyedWrites(table, writes.inFlight());
      long startNanos = System.nanoTime();
      double done = 0;
      while (done < writes.count() && System.nanoTime() - startNanos < nanosMax) {
        keyed.submit(commands.next());
        done++;
      }
      keyed.finish();
      return Map.of("commands", done, "seconds", (System.nanoTime() - startNanos) / 1e9);
    }
  }

  /** Writes at a constant rate and returns the latency of a write. */
  static Map<String, Double> pace(ContenderProtocol.Request request) throws InterruptedException {
    CommandSource commands = request.workload().commands();
    Pace pace = new Pace(request.writes().perSecond());
    int count = (int) request.writes().count();
    RoundTrips trips = new RoundTrips(count);
    try (DynamoDbAsyncClient client = TableClients.connect(request.assignment())) {
      OneWrite table = new OneWrite(client, request.assignment().table());
      List<CompletableFuture<?>> writes = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        int index = i;
        pace.await(index);
        trips.sent(index, System.nanoTime());
        writes.add(table
            .apply(commands.next(), Instant.EPOCH)
            .thenRun(() -> trips.received(index, System.nanoTime())));
      }
      writes.forEach(CompletableFuture::join);
      return Map.of(
          "p50Millis", trips.latencies().millisAt(50),
          "p99Millis", trips.latencies().millisAt(99));
    }
  }
}
