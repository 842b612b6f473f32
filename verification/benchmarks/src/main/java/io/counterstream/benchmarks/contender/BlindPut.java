package io.counterstream.benchmarks.contender;

import io.counterstream.contract.IncrementCommand;
import io.counterstream.contract.Outcome;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * One put without a condition: the least that a write can take.
 *
 * @param client outlives this
 * @param table the table's name
 */
record BlindPut(DynamoDbAsyncClient client, String table) {
  CompletableFuture<Outcome> apply(IncrementCommand command, Instant timestamp) {
    Map<String, AttributeValue> item = Map.of(
        "counter", AttributeValue.fromS(command.counter()),
        "value", AttributeValue.fromN(Long.toString(command.delta())));
    return client
        .putItem(request -> request.tableName(table).item(item))
        .thenApply(done -> EachCommand.applied(command, timestamp));
  }
}
