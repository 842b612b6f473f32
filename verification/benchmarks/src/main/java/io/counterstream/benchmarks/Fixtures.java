package io.counterstream.benchmarks;

import io.counterstream.benchmarks.contender.Assignment;
import io.counterstream.benchmarks.contender.CounterstreamStart;
import io.counterstream.benchmarks.contender.TableClients;
import io.counterstream.benchmarks.measure.Meter;
import io.counterstream.benchmarks.measure.WorkloadProducer;
import io.counterstream.contract.kafka.KafkaFutures;
import io.counterstream.workload.Workload;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import org.apache.kafka.clients.admin.Admin;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** Creates the topics and the table of each measurement, and removes them after it. */
final class Fixtures implements AutoCloseable {
  private static final int BATCH = 25;
  private static final int BATCHES_IN_FLIGHT = 8;
  private static final int WARM_UPS = 16;

  private final BenchServers servers;
  private final int partitions;
  private final Admin admin;
  private final DynamoDbAsyncClient tables;
  private final Map<Integer, SharedTable> filled = new HashMap<>();

  /** A table that took long to fill, and how many of its counters are used. */
  private static final class SharedTable {
    private final String table;
    private int used;

    SharedTable(String table) {
      this.table = table;
    }
  }

  /**
   * The topics, table and commands of one measurement.
   *
   * @param assignment the topics and the table
   * @param workload the commands, starting at a counter that is not used yet
   */
  record Fixture(Assignment assignment, Workload workload) {
    /** Opens a producer of the commands, from the first. */
    WorkloadProducer producer() {
      return new WorkloadProducer(
          assignment.bootstrapServers(), assignment.topics().commands(), workload.commands());
    }

    /** Starts to count the outcomes. */
    Meter meter() {
      return new Meter(assignment.bootstrapServers(), assignment.topics());
    }
  }

  Fixtures(BenchServers servers, int partitions) {
    this.servers = servers;
    this.partitions = partitions;
    admin = Admin.create(Map.of("bootstrap.servers", servers.bootstrapServers()));
    tables = TableClients.connect(servers.tableEndpoint());
  }

  /**
   * Creates topics and a table; of a table with many counters, reserves an unused part.
   *
   * @param commandsMax the maximum number of commands that will be sent
   */
  Fixture create(Experiment experiment, int commandsMax) {
    String name = "bench-" + UUID.randomUUID();
    Workload workload = experiment.workload();
    SharedTable shared = new SharedTable(name);
    if (isShared(workload)) {
      shared = withRoom(workload, commandsMax).orElse(shared);
      workload = workload.over(workload.counters(), shared.used);
      shared.used += commandsMax;
    }
    String table = shared.table;
    Assignment assignment = new Assignment(
        servers.bootstrapServers(),
        servers.tableEndpoint().map(URI::toString).orElse(""),
        name,
        table,
        experiment.latency().toNanos() / 1000,
        experiment.kind().settings());
    CounterstreamStart.provision(assignment, partitions);
    if (experiment.isOnFilledTable() && table.equals(name)) {
      fill(table, workload);
    }
    if (isShared(workload)) {
      filled.put(workload.counters(), shared);
    }
    return new Fixture(assignment, workload);
  }

  /** Returns the shared table if enough counters are not used; otherwise deletes it. */
  private Optional<SharedTable> withRoom(Workload workload, int commandsMax) {
    Optional<SharedTable> shared = Optional.ofNullable(filled.get(workload.counters()));
    boolean hasRoom = shared.isPresent() && shared.get().used + commandsMax <= workload.counters();
    if (shared.isPresent() && !hasRoom) {
      filled.remove(workload.counters());
      delete(shared.get().table);
    }
    return hasRoom ? shared : Optional.empty();
  }

  /** Returns the maximum number of warm-up commands: a part of a table that took long to fill. */
  static int warmUpCommandsMax(Experiment experiment) {
    return isShared(experiment.workload())
        ? experiment.workload().counters() / WARM_UPS
        : Integer.MAX_VALUE;
  }

  /** Tables with few counters are not shared: filling one takes less than a second. */
  private static boolean isShared(Workload workload) {
    return workload.before().exists() && workload.counters() > 10_000;
  }

  private void fill(String table, Workload workload) {
    Semaphore free = new Semaphore(BATCHES_IN_FLIGHT);
    List<CompletableFuture<?>> batches = new ArrayList<>();
    for (int first = 0; first < workload.counters(); first += BATCH) {
      List<WriteRequest> batch = new ArrayList<>();
      for (int i = first; i < Math.min(first + BATCH, workload.counters()); i++) {
        batch.add(write(Workload.existingName(i), workload));
      }
      free.acquireUninterruptibly();
      batches.add(write(Map.of(table, batch)).whenComplete((done, failed) -> free.release()));
    }
    batches.forEach(CompletableFuture::join);
  }

  /** Writes a batch, and retries the items that the service did not process. */
  private CompletableFuture<BatchWriteItemResponse> write(Map<String, List<WriteRequest>> items) {
    return tables
        .batchWriteItem(request -> request.requestItems(items))
        .thenCompose(response -> response.unprocessedItems().isEmpty()
            ? CompletableFuture.completedFuture(response)
            : write(response.unprocessedItems()));
  }

  private static WriteRequest write(String counter, Workload workload) {
    Map<String, AttributeValue> item = Map.of(
        "counter", AttributeValue.fromS(counter),
        "value", AttributeValue.fromN(Long.toString(workload.before().value())),
        "version", AttributeValue.fromN(Long.toString(workload.before().version())));
    return WriteRequest.builder().putRequest(put -> put.item(item)).build();
  }

  /** Removes the topics, and the table unless it is shared. */
  void remove(Fixture fixture) {
    KafkaFutures.await(admin.deleteTopics(fixture.assignment().topics().all()).all());
    if (!isShared(fixture.workload())) {
      delete(fixture.assignment().table());
    }
  }

  private void delete(String table) {
    tables.deleteTable(request -> request.tableName(table)).join();
  }

  @Override
  public void close() {
    filled.values().forEach(shared -> delete(shared.table));
    tables.close();
    admin.close(Duration.ofSeconds(5));
  }
}
