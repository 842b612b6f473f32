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
 * The condition of a put: the table still holds the item that was seen.
 *
 * <ul>
 *   <li>{@code value} and {@code version} reveal an edit by another program.
 *   <li>{@code source} and {@code offset} reveal a write by another owner of this log.
 *   <li>{@code otherLogs} reveals a write by an owner of another log.
 * </ul>
 *
 * <p>The journal is not compared, because it changes only together with {@code offset}. The offsets
 * of a log only rise, so an earlier item can't be mistaken for a later one, unless items are
 * deleted or replaced while commands are in flight.
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
