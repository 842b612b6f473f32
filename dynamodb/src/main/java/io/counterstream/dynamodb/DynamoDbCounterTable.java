package io.counterstream.dynamodb;

import io.counterstream.contract.failure.Causes;
import io.counterstream.core.BlindUpdate;
import io.counterstream.core.ConditionalPut;
import io.counterstream.core.CounterItem;
import io.counterstream.core.table.CounterTable;
import io.counterstream.core.table.WriteResponse;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/**
 * The table on DynamoDB, with one item per counter. Every write is a conditional {@code UpdateItem}
 * of the counter's own attributes: a put where the item was seen ({@link PutRequest}), a blind
 * update where it was not ({@link BlindUpdateRequest}).
 */
final class DynamoDbCounterTable implements CounterTable {
  private final DynamoDbAsyncClient client;
  private final String table;

  /**
   * Creates the table on a client without retries: the engine sends failed requests again.
   *
   * @param client the client, which is not closed with the table
   * @param table the table's name
   */
  DynamoDbCounterTable(DynamoDbAsyncClient client, String table) {
    this.client = client;
    this.table = table;
  }

  @Override
  public CompletionStage<Optional<CounterItem>> read(String counter) {
    return client
        .getItem(
            request -> request.tableName(table).key(ItemCodec.key(counter)).consistentRead(true))
        .thenApply(response -> ItemCodec.item(response.item()));
  }

  @Override
  public CompletionStage<WriteResponse> blindUpdate(BlindUpdate update) {
    UpdateItemRequest request = BlindUpdateRequest.request(table, update);
    return client
        .updateItem(request)
        .handle((response, failure) ->
            failure == null ? new WriteResponse.Accepted(written(response)) : refused(failure));
  }

  @Override
  public CompletionStage<WriteResponse> put(ConditionalPut put) {
    return client
        .updateItem(PutRequest.request(table, put))
        .handle((response, failure) ->
            failure == null ? new WriteResponse.Accepted(put.item()) : refused(failure));
  }

  private static CounterItem written(UpdateItemResponse response) {
    return ItemCodec.item(response.attributes())
        .orElseThrow(() -> new IllegalStateException(
            "the response to an accepted UpdateItem must have the item, found no attributes"));
  }

  /** A failed condition is a response; every other failure is thrown. */
  private static WriteResponse refused(Throwable failure) {
    Throwable cause = Causes.unwrapped(failure);
    if (cause instanceof ConditionalCheckFailedException conditionFailed) {
      return new WriteResponse.Refused(ItemCodec.item(conditionFailed.item()));
    }
    throw new CompletionException(cause);
  }
}
