package io.counterstream.testkit.client;

import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** Reads and edits a table whose key is {@code counter}, as any client can. Thread-safe. */
public final class TableClient implements AutoCloseable {
  private static final String KEY = "counter";

  private final DynamoDbAsyncClient client;
  private final String table;

  /** Creates a client whose requests pass through interceptors. */
  public TableClient(URI endpoint, String table, ExecutionInterceptor... interceptors) {
    this.table = table;
    client = DynamoDbAsyncClient.builder()
        .httpClientBuilder(TableHttp.plain())
        .endpointOverride(endpoint)
        .region(Region.US_EAST_1)
        .overrideConfiguration(
            override -> List.of(interceptors).forEach(override::addExecutionInterceptor))
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any")))
        .build();
  }

  /** For requests that this class has no method for. */
  public DynamoDbAsyncClient dynamoDb() {
    return client;
  }

  /** Creates the table. */
  public void create() {
    client
        .createTable(request -> request
            .tableName(table)
            .billingMode(BillingMode.PAY_PER_REQUEST)
            .keySchema(KeySchemaElement.builder()
                .attributeName(KEY)
                .keyType(KeyType.HASH)
                .build())
            .attributeDefinitions(AttributeDefinition.builder()
                .attributeName(KEY)
                .attributeType(ScalarAttributeType.S)
                .build()))
        .join();
  }

  /** Returns all items by counter. */
  public Map<String, Map<String, AttributeValue>> items() {
    Map<String, Map<String, AttributeValue>> items = new HashMap<>();
    client
        .scanPaginator(request -> request.tableName(table).consistentRead(true))
        .items()
        .subscribe(item -> items.put(item.get(KEY).s(), item))
        .join();
    return items;
  }

  /** Returns the item of a counter. */
  public Optional<Map<String, AttributeValue>> item(String counter) {
    return Optional.of(client
            .getItem(request -> request
                .tableName(table)
                .key(Map.of(KEY, AttributeValue.fromS(counter)))
                .consistentRead(true))
            .join()
            .item())
        .filter(item -> !item.isEmpty());
  }

  /** Puts an item, whatever is there. */
  public void put(Map<String, AttributeValue> item) {
    client.putItem(request -> request.tableName(table).item(item)).join();
  }

  /** Returns an item that holds a counter's name and value only. */
  public static Map<String, AttributeValue> item(String counter, long value) {
    return Map.of(
        KEY, AttributeValue.fromS(counter), "value", AttributeValue.fromN(Long.toString(value)));
  }

  @Override
  public void close() {
    client.close();
  }
}
