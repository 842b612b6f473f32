package io.counterstream.dynamodb;

import io.counterstream.core.CounterItem;
import io.counterstream.core.table.UnreadableItemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;

/** Reads the items of a table page by page, for the command line; a processor never does. */
final class ItemListing {
  private static final String PREFIX = ":prefix";
  private static final String NAME = "#counter";

  private final DynamoDbAsyncClient client;
  private final String table;

  ItemListing(DynamoDbAsyncClient client, String table) {
    this.client = client;
    this.table = table;
  }

  /** See {@link DynamoDb#page}. */
  DynamoDb.Page page(Optional<String> after, String prefix, int itemsMax) {
    ScanRequest.Builder request =
        ScanRequest.builder().tableName(table).consistentRead(true).limit(itemsMax);
    after.map(ItemCodec::key).ifPresent(request::exclusiveStartKey);
    if (!prefix.isEmpty()) {
      request
          .filterExpression("begins_with(" + NAME + ", " + PREFIX + ")")
          .expressionAttributeNames(Map.of(NAME, ItemCodec.COUNTER))
          .expressionAttributeValues(Map.of(PREFIX, AttributeValue.fromS(prefix)));
    }
    ScanResponse response = client.scan(request.build()).join();
    List<CounterItem> items = new ArrayList<>();
    List<String> faults = new ArrayList<>();
    for (Map<String, AttributeValue> attributes : response.items()) {
      try {
        CounterItem item = ItemDecoder.item(attributes).orElseThrow();
        if (item.content() instanceof CounterItem.Unusable unusable) {
          faults.add(unusable.fault());
        } else {
          items.add(item);
        }
      } catch (UnreadableItemException unreadable) {
        faults.add(unreadable.getMessage());
      }
    }
    Optional<String> last = response.hasLastEvaluatedKey()
        ? Optional.of(response.lastEvaluatedKey().get(ItemCodec.COUNTER).s())
        : Optional.empty();
    return new DynamoDb.Page(items, faults, last);
  }
}
