package io.counterstream.dynamodb;

import io.counterstream.contract.failure.Causes;
import java.time.Duration;
import java.util.ArrayList;
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
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveDescription;

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
   * What is wrong with the table, and what the operator should know.
   *
   * @throws RuntimeException if DynamoDB is unreachable or refuses
   */
  DynamoDb.Findings findings() {
    Optional<TableDescription> found = describe();
    if (found.isEmpty()) {
      return new DynamoDb.Findings(
          false, Optional.of("table " + table + " does not exist"), List.of());
    }
    TableFindings findings = new TableFindings(table, found.get());
    List<String> warnings = new ArrayList<>(findings.warnings());
    try {
      TimeToLiveDescription timeToLive = describeTimeToLive();
      findings.warning(timeToLive).ifPresent(warnings::add);
      return new DynamoDb.Findings(
          true, findings.fault().or(() -> findings.fault(timeToLive)), warnings);
    } catch (CompletionException unknown) {
      warnings.add("Can't read whether table " + table + " has a time to live, which would delete"
          + " counters (right dynamodb:DescribeTimeToLive): "
          + Causes.explain(unknown.getCause()));
      return new DynamoDb.Findings(true, findings.fault(), warnings);
    }
  }

  private TimeToLiveDescription describeTimeToLive() {
    return client
        .describeTimeToLive(request -> request.tableName(table).overrideConfiguration(SETUP))
        .join()
        .timeToLiveDescription();
  }

  /**
   * Creates the table if it does not exist, billed per request, and waits until it is active. Turns
   * on the time to live if the table has none.
   *
   * @return whether this call created it
   */
  boolean provision() {
    boolean created = describe().isEmpty() && create();
    if (!TableFindings.isEnabled(describeTimeToLive())) {
      enableTimeToLive();
    }
    return created;
  }

  private void enableTimeToLive() {
    try {
      client
          .updateTimeToLive(request -> request
              .tableName(table)
              .overrideConfiguration(SETUP)
              .timeToLiveSpecification(
                  ttl -> ttl.attributeName(ItemCodec.EXPIRES_AT).enabled(true)))
          .join();
    } catch (CompletionException failed) {
      // Another processor may have been faster.
      if (!TableFindings.isEnabled(describeTimeToLive())) {
        throw failed;
      }
    }
  }

  private boolean create() {
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
