package io.counterstream.torture.run;

import io.counterstream.audit.Edit;
import io.counterstream.contract.CounterState;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletionException;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/**
 * Edits items and reads the table, without the proxy. Thread-safe.
 *
 * <p>An edit is an {@code UpdateItem} on condition of the value and version that were read, so that
 * the state that it replaced is certain.
 */
final class TableEditor implements AutoCloseable {
  private static final int ATTEMPTS_MAX = 30;

  private final DynamoDbAsyncClient client;
  private final List<Edit> edits = new ArrayList<>();

  TableEditor(URI endpoint) {
    client = DynamoDbAsyncClient.builder()
        .endpointOverride(endpoint)
        .region(Region.US_EAST_1)
        // A retry after a lost response would fail because of our own write.
        .overrideConfiguration(
            settings -> settings.retryStrategy(DefaultRetryStrategy.doNotRetry()))
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("editor", "editor")))
        .build();
  }

  /**
   * Changes the value of a counter that has an item; tries again if another writer changed it in
   * between.
   *
   * @return whether the value was changed
   */
  boolean edit(String counter, SplittableRandom random) {
    for (int attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
      Optional<CounterState> before = read(counter);
      if (before.isEmpty()) {
        return false;
      }
      long value = random.nextInt(4) == 0
          ? random.nextLong(-1000, 1000)
          : before.get().value() + random.nextLong(-20, 21);
      CounterState after = new CounterState(value, before.get().version() + 1);
      long invoked = System.nanoTime();
      if (update(counter, before.get(), after)) {
        synchronized (edits) {
          edits.add(new Edit(counter, before.get(), after, invoked, System.nanoTime()));
        }
        return true;
      }
    }
    return false;
  }

  private Optional<CounterState> read(String counter) {
    Map<String, AttributeValue> item = client
        .getItem(request ->
            request.tableName(TortureDeployment.TABLE).key(key(counter)).consistentRead(true))
        .join()
        .item();
    return item.isEmpty() ? Optional.empty() : Optional.of(state(item));
  }

  private boolean update(String counter, CounterState before, CounterState after) {
    try {
      client
          .updateItem(request -> request
              .tableName(TortureDeployment.TABLE)
              .key(key(counter))
              .updateExpression("SET #value = :value, version = :version")
              .conditionExpression("#value = :oldValue AND version = :oldVersion")
              .expressionAttributeNames(Map.of("#value", "value"))
              .expressionAttributeValues(Map.of(
                  ":value", number(after.value()),
                  ":version", number(after.version()),
                  ":oldValue", number(before.value()),
                  ":oldVersion", number(before.version()))))
          .join();
      return true;
    } catch (CompletionException failed) {
      if (failed.getCause() instanceof ConditionalCheckFailedException) {
        return false;
      }
      throw failed;
    }
  }

  /** Returns all edits so far. */
  List<Edit> edits() {
    synchronized (edits) {
      return List.copyOf(edits);
    }
  }

  /** Returns the whole table. */
  Map<String, CounterState> scan() {
    Map<String, CounterState> items = new HashMap<>();
    client
        .scanPaginator(request -> request.tableName(TortureDeployment.TABLE).consistentRead(true))
        .items()
        .subscribe(item -> items.put(item.get("counter").s(), state(item)))
        .join();
    return items;
  }

  private static CounterState state(Map<String, AttributeValue> item) {
    return new CounterState(
        Long.parseLong(item.get("value").n()),
        Long.parseLong(item.get("version").n()));
  }

  private static Map<String, AttributeValue> key(String counter) {
    return Map.of("counter", AttributeValue.fromS(counter));
  }

  private static AttributeValue number(long number) {
    return AttributeValue.fromN(Long.toString(number));
  }

  @Override
  public void close() {
    client.close();
  }
}
