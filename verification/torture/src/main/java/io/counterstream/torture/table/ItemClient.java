package io.counterstream.torture.table;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** Reads and writes items as they are, whatever they hold. Thread-safe. */
final class ItemClient implements AutoCloseable {
  private final DynamoDbAsyncClient client;
  private final String table;

  ItemClient(URI endpoint, String table) {
    this.table = table;
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

  /** Returns the attributes of an item; none if there is no item. */
  Map<String, AttributeValue> read(String counter) {
    return client
        .getItem(request -> request.tableName(table).key(key(counter)).consistentRead(true))
        .join()
        .item();
  }

  /** Updates an item; returns whether the condition held. */
  boolean update(String counter, Consumer<UpdateItemRequest.Builder> update) {
    return held(() ->
        client.updateItem(request -> update.accept(request.tableName(table).key(key(counter)))));
  }

  /** Deletes an item of this value and version; returns whether there was one. */
  boolean delete(String counter, Map<String, AttributeValue> state) {
    return held(() -> client.deleteItem(request -> request
        .tableName(table)
        .key(key(counter))
        .conditionExpression("#value = :value AND version = :version")
        .expressionAttributeNames(Map.of("#value", "value"))
        .expressionAttributeValues(
            Map.of(":value", state.get("value"), ":version", state.get("version")))));
  }

  /** Returns the whole table, by counter. */
  Map<String, Map<String, AttributeValue>> scan() {
    Map<String, Map<String, AttributeValue>> items = new HashMap<>();
    client
        .scanPaginator(request -> request.tableName(table).consistentRead(true))
        .items()
        .subscribe(item -> items.put(item.get("counter").s(), item))
        .join();
    return items;
  }

  private static boolean held(Supplier<? extends CompletableFuture<?>> write) {
    try {
      write.get().join();
      return true;
    } catch (CompletionException failed) {
      if (failed.getCause() instanceof ConditionalCheckFailedException) {
        return false;
      }
      throw failed;
    }
  }

  private static Map<String, AttributeValue> key(String counter) {
    return Map.of("counter", AttributeValue.fromS(counter));
  }

  @Override
  public void close() {
    client.close();
  }
}
