package counterstream.table.dynamodb;

import counterstream.decide.FirstTouch;
import counterstream.decide.journal.JournalCodec;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * A first touch as an {@code UpdateItem}, which brings the whole item whether it was done or not.
 *
 * <p>The version that the command was decided against is not known here. So the update copies it
 * ({@code SET versionBefore = version} takes the one from before the update) beside a journal that
 * leaves it out. An edit of the item doesn't move it there, and the next put, which knows it,
 * replaces both.
 */
final class TouchUpdate {
  private static final String UPDATE = "SET #value = :value, #version = #version + :one,"
      + " #versionBefore = #version, #updatedAt = :updatedAt, #source = :source,"
      + " #offset = :offset, #journal = :journal";

  private static final String UNSEEN = "#value = :expected"
      + " AND #version BETWEEN :versionLeast AND :versionMost"
      + " AND (#source = :source AND #offset < :offset"
      + " OR attribute_not_exists(#source) AND attribute_not_exists(#offset)"
      + " AND attribute_not_exists(#otherLogs))";

  private static final Map<String, String> NAMES = Map.of(
      "#value", ItemCodec.VALUE,
      "#version", ItemCodec.VERSION,
      "#versionBefore", ItemCodec.VERSION_BEFORE,
      "#updatedAt", ItemCodec.UPDATED_AT,
      "#source", ItemCodec.SOURCE,
      "#offset", ItemCodec.OFFSET,
      "#journal", ItemCodec.JOURNAL,
      "#otherLogs", ItemCodec.OTHER_LOGS);

  private static final AttributeValue ONE = ItemCodec.number(1);

  private TouchUpdate() {}

  static UpdateItemRequest request(String table, FirstTouch touch) {
    return UpdateItemRequest.builder()
        .tableName(table)
        .key(ItemCodec.key(touch.counter()))
        .updateExpression(UPDATE)
        .conditionExpression(UNSEEN)
        .expressionAttributeNames(NAMES)
        .expressionAttributeValues(values(touch))
        .returnValues(ReturnValue.ALL_NEW)
        .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
        .build();
  }

  private static Map<String, AttributeValue> values(FirstTouch touch) {
    byte[] journal = JournalCodec.encodeOne(touch.expected());
    Map<String, AttributeValue> values = new HashMap<>();
    values.put(":expected", ItemCodec.number(touch.expected()));
    values.put(":versionLeast", ItemCodec.number(touch.expectedVersion().orElse(1)));
    values.put(
        ":versionMost", ItemCodec.number(touch.expectedVersion().orElse(Long.MAX_VALUE - 1)));
    values.put(":value", ItemCodec.number(touch.value()));
    values.put(":one", ONE);
    values.put(":updatedAt", AttributeValue.fromS(touch.timestamp().toString()));
    values.put(":source", AttributeValue.fromS(touch.position().source().toString()));
    values.put(":offset", ItemCodec.number(touch.position().offset()));
    values.put(":journal", AttributeValue.fromB(SdkBytes.fromByteArrayUnsafe(journal)));
    return values;
  }
}
