package io.counterstream.dynamodb;

import io.counterstream.core.CounterItem;
import io.counterstream.core.LogProgress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;

/**
 * The condition of a put: the table still holds the item that was seen, with the same value,
 * version, source and offset of the last writer, and progress of other logs. The offsets only rise,
 * so an earlier item can't be mistaken for a later one, even if it was deleted in between.
 */
final class PutCondition {
  private final List<String> terms = new ArrayList<>();
  private final Map<String, String> names = new HashMap<>();
  private final Map<String, AttributeValue> values = new HashMap<>();

  private PutCondition() {}

  /** Adds the condition to a request. If no item was seen, the table must hold none. */
  static void addTo(PutItemRequest.Builder request, Optional<CounterItem> seen) {
    PutCondition condition = new PutCondition();
    if (seen.isPresent()) {
      condition.addItem(seen.get());
    } else {
      condition.add(ItemCodec.COUNTER, Optional.empty());
    }
    request
        .conditionExpression(String.join(" AND ", condition.terms))
        .expressionAttributeNames(condition.names)
        .expressionAttributeValues(condition.values.isEmpty() ? null : condition.values);
  }

  private void addItem(CounterItem seen) {
    add(ItemCodec.VALUE, Optional.of(ItemCodec.number(seen.value())));
    add(
        ItemCodec.VERSION,
        seen.storedVersion().isPresent()
            ? Optional.of(ItemCodec.number(seen.storedVersion().getAsLong()))
            : Optional.empty());
    Optional<LogProgress> writer = seen.lastWriter();
    add(ItemCodec.SOURCE, writer.map(log -> AttributeValue.fromS(log.source().toString())));
    add(ItemCodec.OFFSET, writer.map(log -> ItemCodec.number(log.offset())));
    add(ItemCodec.OTHER_LOGS, ItemCodec.otherLogs(seen));
  }

  /** An attribute must have this value, or be absent. */
  private void add(String attribute, Optional<AttributeValue> expected) {
    names.put("#" + attribute, attribute);
    if (expected.isPresent()) {
      values.put(":" + attribute, expected.get());
      terms.add("#" + attribute + " = :" + attribute);
    } else {
      terms.add("attribute_not_exists(#" + attribute + ")");
    }
  }
}
