package io.counterstream.dynamodb;

import io.counterstream.contract.failure.Causes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/**
 * Finds out whether a processor may read and write items, by a read and by a write whose condition
 * no item fulfils: nothing is changed.
 */
final class TableRights {
  private static final Map<String, AttributeValue> NO_ITEM =
      Map.of(ItemCodec.COUNTER, AttributeValue.fromS("counterstream-rights"));
  private static final String NEVER = "attribute_exists(#c) AND attribute_not_exists(#c)";
  private static final String REFUSED = "AccessDeniedException";

  private final DynamoDbAsyncClient client;
  private final String table;

  /** Looks at the table with this name. */
  TableRights(DynamoDbAsyncClient client, String table) {
    this.client = client;
    this.table = table;
  }

  /**
   * The rights that are missing, with what DynamoDB says: it names principal and resource.
   *
   * @throws RuntimeException if DynamoDB is unreachable or refuses for another reason
   */
  List<String> missing() {
    List<String> missing = new ArrayList<>();
    look(
        "dynamodb:GetItem",
        client.getItem(request -> request.tableName(table).key(NO_ITEM)),
        missing);
    look(
        "dynamodb:UpdateItem",
        client.updateItem(request -> request
            .tableName(table)
            .key(NO_ITEM)
            .conditionExpression(NEVER)
            .expressionAttributeNames(Map.of("#c", ItemCodec.COUNTER))),
        missing);
    return missing;
  }

  private void look(String right, CompletableFuture<?> response, List<String> missing) {
    try {
      response.join();
    } catch (CompletionException failed) {
      Throwable refused = failed.getCause();
      if (isForLackOfTheRight(refused)) {
        missing.add(right + " must be allowed on table " + table + ": " + Causes.explain(refused));
      } else if (!isAfterTheRight(refused)) {
        throw failed;
      }
    }
  }

  private static boolean isForLackOfTheRight(Throwable refused) {
    return refused instanceof AwsServiceException failure
        && failure.awsErrorDetails() != null
        && REFUSED.equals(failure.awsErrorDetails().errorCode());
  }

  /**
   * Whether DynamoDB has found the right, and refuses for another reason. A table that is throttled
   * must not keep processors from starting: those that run wait for it, too.
   */
  private static boolean isAfterTheRight(Throwable refused) {
    return refused instanceof ConditionalCheckFailedException
        || refused instanceof AwsServiceException failure && failure.isThrottlingException();
  }
}
