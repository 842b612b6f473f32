package io.counterstream.dynamodb;

import static java.util.concurrent.CompletableFuture.completedStage;
import static java.util.concurrent.CompletableFuture.failedStage;

import io.counterstream.contract.failure.Causes;
import io.counterstream.core.BlindUpdate;
import io.counterstream.core.ConditionalPut;
import io.counterstream.core.CounterItem;
import io.counterstream.core.table.CounterTable;
import io.counterstream.core.table.UnwritableItemException;
import io.counterstream.core.table.WriteResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/**
 * The table on DynamoDB, with one item per counter. Every write is a conditional {@code UpdateItem}
 * of the counter's own attributes: a put where the item was seen ({@link PutRequest}), a blind
 * update where it was not ({@link BlindUpdateRequest}).
 */
final class DynamoDbCounterTable implements CounterTable {
  private final DynamoDbAsyncClient client;
  private final String table;
  private final Duration deletedRetention;
  private final InstantSource clock;

  /**
   * Whether a refusal has had an item, so that one without an item means that there is none. Some
   * servers compatible with DynamoDB never return items (dynalite, and LocalStack before 3); there,
   * each refusal costs a read.
   */
  private volatile boolean returnsItems;

  /**
   * Creates the table on a client without retries: the engine sends failed requests again.
   *
   * @param client the client, which is not closed with the table
   * @param table the table's name
   * @param deletedRetention how long the item of a counter that does not exist must stay
   * @param clock the time
   */
  DynamoDbCounterTable(
      DynamoDbAsyncClient client, String table, Duration deletedRetention, InstantSource clock) {
    this.client = client;
    this.table = table;
    this.deletedRetention = deletedRetention;
    this.clock = clock;
  }

  @Override
  public CompletionStage<Optional<CounterItem>> read(String counter) {
    return attributes(counter).thenApply(ItemDecoder::item);
  }

  @Override
  public CompletionStage<Integer> itemHash(String counter) {
    return attributes(counter).thenApply(Map::hashCode);
  }

  private CompletionStage<Map<String, AttributeValue>> attributes(String counter) {
    return client
        .getItem(
            request -> request.tableName(table).key(ItemCodec.key(counter)).consistentRead(true))
        .thenApply(GetItemResponse::item)
        .exceptionallyCompose(failure -> failedStage(explained(Causes.unwrapped(failure))));
  }

  /**
   * {@inheritDoc}
   *
   * <p>If DynamoDB finds the update invalid for this item, the item is read and returned as for a
   * condition that failed. The put that follows may be valid; if not, it tells the fault.
   */
  @Override
  public CompletionStage<WriteResponse> blindUpdate(BlindUpdate update) {
    return client
        .updateItem(BlindUpdateRequest.request(table, update))
        .thenCompose(response -> written(update.counter(), response))
        .exceptionallyCompose(failure -> isInvalid(Causes.unwrapped(failure))
            ? readBack(update.counter())
            : refused(update.counter(), failure));
  }

  @Override
  public CompletionStage<WriteResponse> put(ConditionalPut put) {
    long expiresAt = clock.instant().plus(deletedRetention).getEpochSecond();
    return client
        .updateItem(PutRequest.request(table, put, expiresAt))
        .<WriteResponse>thenApply(response -> new WriteResponse.Accepted(PutRequest.written(put)))
        .exceptionallyCompose(failure -> isInvalid(Causes.unwrapped(failure))
            ? failedStage(unwritable(put.item().counter(), Causes.unwrapped(failure)))
            : refused(put.item().counter(), failure));
  }

  private CompletionStage<WriteResponse> written(String counter, UpdateItemResponse response) {
    return response.hasAttributes()
        ? completedStage(
            new WriteResponse.Accepted(ItemDecoder.item(response.attributes()).orElseThrow()))
        : readBack(counter);
  }

  /** Whether DynamoDB would refuse the request again, as for an item of more than 400 KB. */
  private static boolean isInvalid(Throwable cause) {
    return cause instanceof DynamoDbException failed
        && failed.awsErrorDetails() != null
        && "ValidationException".equals(failed.awsErrorDetails().errorCode());
  }

  private static UnwritableItemException unwritable(String counter, Throwable cause) {
    return new UnwritableItemException(
        counter,
        "item of counter " + counter + " can't be written: " + cause.getMessage()
            + "; correct the item, for example remove attributes if it is too large",
        cause);
  }

  /** The SDK's exceptions name its classes; all others have something to say to the engine. */
  private static Throwable explained(Throwable cause) {
    return cause instanceof SdkException ? DynamoDb.unavailable(cause) : cause;
  }

  /** A failed condition is a response; every other failure is thrown. */
  private CompletionStage<WriteResponse> refused(String counter, Throwable failure) {
    Throwable cause = Causes.unwrapped(failure);
    if (!(cause instanceof ConditionalCheckFailedException conditionFailed)) {
      return failedStage(explained(cause));
    }
    if (conditionFailed.hasItem()) {
      returnsItems = true;
      return completedStage(new WriteResponse.Refused(ItemDecoder.item(conditionFailed.item())));
    }
    return returnsItems
        ? completedStage(new WriteResponse.Refused(Optional.empty()))
        : readBack(counter);
  }

  /** The item that a response should have had, as it is now: that is as good as a refusal's. */
  private CompletionStage<WriteResponse> readBack(String counter) {
    return read(counter).thenApply(WriteResponse.Refused::new);
  }
}
