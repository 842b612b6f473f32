package io.counterstream.dynamodb;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.model.TableStatus;

/** The table's schema: a partition key {@code counter} of type S, and no sort key. */
final class CounterTableSchema {
  /** Set-up may take longer than a put. */
  private static final AwsRequestOverrideConfiguration SETUP =
      AwsRequestOverrideConfiguration.builder()
          .apiCallTimeout(Duration.ofSeconds(30))
          .build();

  private final DynamoDbAsyncClient client;
  private final String table;

  /** Creates the schema of the table with this name. */
  CounterTableSchema(DynamoDbAsyncClient client, String table) {
    this.client = client;
    this.table = table;
  }

  /**
   * The fault of the table, if it has one.
   *
   * @throws RuntimeException if DynamoDB is unreachable or refuses
   */
  Optional<String> fault() {
    Optional<TableDescription> found = describe();
    if (found.isEmpty()) {
      return Optional.of("table " + table + " does not exist");
    }
    List<String> keys = found.get().keySchema().stream()
        .map(key -> key.attributeName() + " (" + key.keyType() + ")")
        .toList();
    if (!keys.equals(List.of(ItemCodec.COUNTER + " (HASH)"))) {
      return Optional.of("table " + table + " must have the key counter (HASH), found "
          + String.join(", ", keys) + "; it belongs to another application, name another table");
    }
    String type = found.get().attributeDefinitions().get(0).attributeTypeAsString();
    if (!type.equals(ScalarAttributeType.S.toString())) {
      return Optional.of("table " + table + "'s key counter must be of type S, found " + type);
    }
    if (found.get().tableStatus() == TableStatus.DELETING) {
      return Optional.of("table " + table + " is being deleted");
    }
    return Optional.empty();
  }

  /**
   * Creates the table if it does not exist, billed per request, and waits until it is active.
   *
   * @return whether this call created it
   */
  boolean provision() {
    if (describe().isPresent()) {
      return false;
    }
    try {
      client
          .createTable(CreateTableRequest.builder()
              .overrideConfiguration(SETUP)
              .tableName(table)
              .billingMode(BillingMode.PAY_PER_REQUEST)
              .attributeDefinitions(AttributeDefinition.builder()
                  .attributeName(ItemCodec.COUNTER)
                  .attributeType(ScalarAttributeType.S)
                  .build())
              .keySchema(KeySchemaElement.builder()
                  .attributeName(ItemCodec.COUNTER)
                  .keyType(KeyType.HASH)
                  .build())
              .build())
          .join();
    } catch (CompletionException failed) {
      if (!(failed.getCause() instanceof ResourceInUseException)) {
        throw failed;
      }
    }
    client
        .waiter()
        .waitUntilTableExists(request -> request.tableName(table).overrideConfiguration(SETUP))
        .join();
    return true;
  }

  private Optional<TableDescription> describe() {
    try {
      return Optional.of(client
          .describeTable(request -> request.tableName(table).overrideConfiguration(SETUP))
          .join()
          .table());
    } catch (CompletionException failed) {
      if (failed.getCause() instanceof ResourceNotFoundException) {
        return Optional.empty();
      }
      throw failed;
    }
  }
}
