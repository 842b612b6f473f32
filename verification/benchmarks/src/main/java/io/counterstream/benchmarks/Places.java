package io.counterstream.benchmarks;

import io.counterstream.benchmarks.contender.Assignment;
import io.counterstream.benchmarks.contender.CounterstreamStart;
import io.counterstream.benchmarks.contender.TableClients;
import io.counterstream.contract.Topics;
import io.counterstream.workload.Workload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import org.apache.kafka.clients.admin.Admin;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** Topics and a table for each measurement, made before it and removed after it. */
final class Places implements AutoCloseable {
  private static final int BATCH = 25;
  private static final int BATCHES_IN_FLIGHT = 8;
  private static final int WARM_UPS = 16;

  private final Servers servers;
  private final int partitions;
  private final Admin admin;
  private final DynamoDbAsyncClient tables;
  private final Map<Integer, Filled> filled = new HashMap<>();

  /** A table that took long to fill, and how many of its counters are still as they were. */
  private static final class Filled {
    private final String table;
    private int used;

    Filled(String table) {
      this.table = table;
    }
  }

  /**
   * Where a measurement works.
   *
   * @param assignment topics and table
   * @param workload its commands, beginning at a counter that is as it was
   */
  record Place(Assignment assignment, Workload workload) {}

  Places(Servers servers, int partitions) {
    this.servers = servers;
    this.partitions = partitions;
    admin = Admin.create(Map.of("bootstrap.servers", servers.bootstrapServers()));
    tables = TableClients.connect(servers.tableEndpoint());
  }

  /**
   * New topics and a new table; of a table with many counters, a part that nobody has touched yet.
   *
   * @param commandsMax that will be sent
   */
  Place make(Experiment experiment, int commandsMax) {
    String name = "bench-" + UUID.randomUUID();
    Workload workload = experiment.workload();
    Filled shared = new Filled(name);
    if (isShared(workload)) {
      shared = withRoom(workload, commandsMax).orElse(shared);
      workload = workload.over(workload.counters(), shared.used);
      shared.used += commandsMax;
    }
    String table = shared.table;
    Assignment assignment = new Assignment(
        servers.bootstrapServers(),
        servers.tableEndpoint(),
        name,
        table,
        experiment.latency(),
        experiment.kind().settings());
    CounterstreamStart.provision(assignment, partitions);
    if (experiment.isOnFilledTable() && table.equals(name)) {
      fill(table, workload);
    }
    if (isShared(workload)) {
      filled.put(workload.counters(), shared);
    }
    return new Place(assignment, workload);
  }

  /** The filled table with so many counters that nobody has touched; one without is deleted. */
  private Optional<Filled> withRoom(Workload workload, int commandsMax) {
    Optional<Filled> shared = Optional.ofNullable(filled.get(workload.counters()));
    boolean hasRoom = shared.isPresent() && shared.get().used + commandsMax <= workload.counters();
    if (shared.isPresent() && !hasRoom) {
      filled.remove(workload.counters());
      delete(shared.get().table);
    }
    return hasRoom ? shared : Optional.empty();
  }

  /** How many commands may warm up: of a table that took long to fill only a part is for that. */
  static int warmUpCommandsMax(Experiment experiment) {
    return isShared(experiment.workload())
        ? experiment.workload().counters() / WARM_UPS
        : Integer.MAX_VALUE;
  }

  /** Filling a table with few counters takes less than a second. */
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

  /** Writes a batch, and again what the service had no room for. */
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
  void remove(Place place) {
    Topics topics = place.assignment().topics();
    List<String> names = new ArrayList<>(topics.outcomes());
    names.add(topics.deadLetters());
    names.add(topics.commands());
    try {
      admin.deleteTopics(names).all().get();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    } catch (ExecutionException failed) {
      throw new IllegalStateException("can't delete " + names, failed.getCause());
    }
    if (!isShared(place.workload())) {
      delete(place.assignment().table());
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
