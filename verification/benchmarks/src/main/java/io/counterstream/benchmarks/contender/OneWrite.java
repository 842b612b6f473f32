package io.counterstream.benchmarks.contender;

import io.counterstream.contract.CounterCommand;
import io.counterstream.contract.CounterState;
import io.counterstream.contract.Expectation;
import io.counterstream.contract.Outcome;
import io.counterstream.contract.failure.Causes;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * One write per command, the cheapest straightforward implementation: no read, no memory. The
 * expectation is the condition, and the response has the new value or the conflicting one.
 *
 * <p>It is correct only while nothing fails: a redelivered command is applied again.
 */
final class OneWrite {
  private static final String COUNTER = "counter";
  private static final String CHANGE =
      "SET #v = if_not_exists(#v, :zero) + :delta, #n = if_not_exists(#n, :zero) + :one";
  private static final Map<String, String> NAMES = Map.of("#v", "value", "#n", "version");
  private static final AttributeValue ZERO = number(0);
  private static final AttributeValue ONE = number(1);

  private final DynamoDbAsyncClient client;
  private final String table;

  /** Writes into a table; the caller closes the client. */
  OneWrite(DynamoDbAsyncClient client, String table) {
    this.client = client;
    this.table = table;
  }

  /** Applies a command if its expectation holds. */
  CompletableFuture<Outcome> apply(CounterCommand command, Instant timestamp) {
    return client.updateItem(request(command)).handle((response, failure) -> {
      if (failure == null) {
        return applied(command, response.attributes(), timestamp);
      }
      Throwable cause = Causes.unwrapped(failure);
      if (cause instanceof ConditionalCheckFailedException refused) {
        return conflict(command, refused.hasItem() ? refused.item() : Map.of(), timestamp);
      }
      throw new CompletionException(cause);
    });
  }

  /** Puts an item without a condition: the least that a write can cost. */
  CompletableFuture<Outcome> put(CounterCommand command, Instant timestamp) {
    Map<String, AttributeValue> item =
        Map.of(COUNTER, AttributeValue.fromS(command.counter()), "value", number(command.delta()));
    return client
        .putItem(request -> request.tableName(table).item(item))
        .thenApply(done -> EachCommand.applied(command, timestamp));
  }

  private UpdateItemRequest request(CounterCommand command) {
    Map<String, AttributeValue> values = new HashMap<>();
    values.put(":zero", ZERO);
    values.put(":one", ONE);
    values.put(":delta", number(command.delta()));
    UpdateItemRequest.Builder request = UpdateItemRequest.builder()
        .tableName(table)
        .key(Map.of(COUNTER, AttributeValue.fromS(command.counter())))
        .updateExpression(CHANGE)
        .expressionAttributeNames(NAMES)
        .returnValues(ReturnValue.ALL_NEW);
    if (command.expected() instanceof Expectation.Exactly exactly) {
      values.put(":expected", number(exactly.value()));
      request.conditionExpression(
          exactly.value() == 0 ? "attribute_not_exists(#v) OR #v = :expected" : "#v = :expected");
      request.returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD);
    }
    return request.expressionAttributeValues(values).build();
  }

  private static Outcome applied(
      CounterCommand command, Map<String, AttributeValue> item, Instant timestamp) {
    return EachCommand.applied(command, read(item, "value"), read(item, "version"), timestamp);
  }

  private static Outcome conflict(
      CounterCommand command, Map<String, AttributeValue> item, Instant timestamp) {
    return new Outcome.Conflict(
        command, new CounterState(read(item, "value"), read(item, "version")), timestamp);
  }

  private static long read(Map<String, AttributeValue> item, String attribute) {
    return Optional.ofNullable(item.get(attribute))
        .map(found -> Long.parseLong(found.n()))
        .orElse(0L);
  }

  private static AttributeValue number(long value) {
    return AttributeValue.fromN(Long.toString(value));
  }
}
