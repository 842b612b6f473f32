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
 * That the table still holds what was seen: value, version, the last writer's source and offset,
 * and what is remembered of other logs. The offsets only rise, so no earlier state can be taken for
 * a later one, even if a hand has erased the item in between.
 */
final class PutCondition {
  private final List<String> terms = new ArrayList<>();
  private final Map<String, String> names = new HashMap<>();
  private final Map<String, AttributeValue> values = new HashMap<>();

  private PutCondition() {}

  /** Puts the condition into a request; if nothing was seen, no item may be there. */
  static void addTo(PutItemRequest.Builder request, Optional<CounterItem> seen) {
    PutCondition condition = new PutCondition();
    if (seen.isPresent()) {
      condition.same(seen.get());
    } else {
      condition.equal(ItemCodec.COUNTER, Optional.empty());
    }
    request
        .conditionExpression(String.join(" AND ", condition.terms))
        .expressionAttributeNames(condition.names)
        .expressionAttributeValues(condition.values.isEmpty() ? null : condition.values);
  }

  private void same(CounterItem seen) {
    equal(ItemCodec.VALUE, Optional.of(ItemCodec.number(seen.value())));
    equal(
        ItemCodec.VERSION,
        seen.storedVersion().isPresent()
            ? Optional.of(ItemCodec.number(seen.storedVersion().getAsLong()))
            : Optional.empty());
    Optional<LogProgress> writer = seen.lastWriter();
    equal(ItemCodec.SOURCE, writer.map(log -> AttributeValue.fromS(log.source().toString())));
    equal(ItemCodec.OFFSET, writer.map(log -> ItemCodec.number(log.offset())));
    equal(ItemCodec.OTHER_LOGS, ItemCodec.otherLogs(seen));
  }

  private void equal(String attribute, Optional<AttributeValue> wanted) {
    names.put("#" + attribute, attribute);
    if (wanted.isPresent()) {
      values.put(":" + attribute, wanted.get());
      terms.add("#" + attribute + " = :" + attribute);
    } else {
      terms.add("attribute_not_exists(#" + attribute + ")");
    }
  }
}
