package io.counterstream.quickstart;

import java.io.PrintWriter;
import java.net.URI;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** An item of the table as every DynamoDB client sees it. */
final class TableView {
  private static final String TABLE = "counters";

  private TableView() {}

  static void print(URI endpoint, String counter, PrintWriter out) {
    try (DynamoDbAsyncClient client = DynamoDbAsyncClient.builder()
        .endpointOverride(endpoint)
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
        .build()) {
      Map<String, AttributeValue> item = client
          .getItem(request -> request
              .tableName(TABLE)
              .key(Map.of("counter", AttributeValue.fromS(counter)))
              .consistentRead(true))
          .join()
          .item();
      new TreeMap<>(item).forEach((name, value) -> out.printf("  %-10s %s%n", name, text(value)));
    }
  }

  private static String text(AttributeValue value) {
    return switch (value.type()) {
      case S -> value.s();
      case N -> value.n();
      case B -> value.b().asByteArrayUnsafe().length + " bytes";
      default -> value.toString();
    };
  }
}
