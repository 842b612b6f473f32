package io.counterstream.processor.app;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Reads and edits the table as anybody could. */
final class TableProbe implements AutoCloseable {
  private final DynamoDbAsyncClient client;
  private final String table;

  TableProbe(URI endpoint, String table) {
    this.table = table;
    this.client = DynamoDbAsyncClient.builder()
        .httpClientBuilder(TestHttp.builder())
        .endpointOverride(endpoint)
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("probe", "probe")))
        .build();
  }

  /** All items by counter, as they are. */
  Map<String, Map<String, AttributeValue>> items() {
    Map<String, Map<String, AttributeValue>> items = new HashMap<>();
    client
        .scanPaginator(request -> request.tableName(table).consistentRead(true))
        .items()
        .subscribe(item -> items.put(item.get("counter").s(), item))
        .join();
    return items;
  }

  Optional<Map<String, AttributeValue>> item(String counter) {
    return Optional.of(client
            .getItem(request -> request
                .tableName(table)
                .key(Map.of("counter", AttributeValue.fromS(counter)))
                .consistentRead(true))
            .join()
            .item())
        .filter(item -> !item.isEmpty());
  }

  void put(Map<String, AttributeValue> item) {
    client.putItem(request -> request.tableName(table).item(item)).join();
  }

  @Override
  public void close() {
    client.close();
  }
}
