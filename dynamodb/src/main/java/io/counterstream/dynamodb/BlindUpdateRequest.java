package io.counterstream.dynamodb;

import io.counterstream.core.BlindUpdate;
import io.counterstream.core.journal.JournalCodec;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * The {@code UpdateItem} of a blind update. Its response has the whole item, whether it was
 * accepted or refused.
 *
 * <p>The state that the commands are decided against is not known to the sender. The update
 * therefore copies it into attributes of its own ({@code SET valueBefore = value} reads the value
 * from before the update) and writes a journal that is relative to them. A later edit of the value
 * does not change what the journal means. The next put writes an absolute journal without them.
 */
final class BlindUpdateRequest {
  private static final String UPDATE =
      "SET #valueBefore = if_not_exists(#value, :zero), #value = if_not_exists(#value, :zero)"
          + " + :delta, #versionBefore = if_not_exists(#version, :zero), #version ="
          + " if_not_exists(#version, :zero) + :changes, #source = :source, #offset = :offset,"
          + " #journal = :journal";

  private static final String UPDATED_AT = ", #updatedAt = :updatedAt";

  private static final String EXPECTED_ITEM = "#value BETWEEN :valueLeast AND :valueMost"
      + " AND #version BETWEEN :versionLeast AND :versionMost"
      + " AND (#source = :source AND #offset < :first"
      + " OR attribute_not_exists(#source) AND attribute_not_exists(#offset)"
      + " AND attribute_not_exists(#otherLogs))";

  private static final String NO_ITEM_OR_EXPECTED_ITEM =
      "attribute_not_exists(#counter) OR " + EXPECTED_ITEM;

  private static final AttributeValue ZERO = ItemCodec.number(0);

  private BlindUpdateRequest() {}

  static UpdateItemRequest request(String table, BlindUpdate update) {
    Map<String, AttributeValue> values = values(update);
    update
        .updatedAt()
        .ifPresent(at -> values.put(":updatedAt", AttributeValue.fromS(at.toString())));
    return UpdateItemRequest.builder()
        .tableName(table)
        .key(ItemCodec.key(update.counter()))
        .updateExpression(update.updatedAt().isPresent() ? UPDATE + UPDATED_AT : UPDATE)
        .conditionExpression(update.mayBeAbsent() ? NO_ITEM_OR_EXPECTED_ITEM : EXPECTED_ITEM)
        .expressionAttributeNames(names(update))
        .expressionAttributeValues(values)
        .returnValues(ReturnValue.ALL_NEW)
        .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
        .build();
  }

  /** The names in use: DynamoDB refuses others, as it does with values. */
  private static Map<String, String> names(BlindUpdate update) {
    Map<String, String> names = new HashMap<>();
    names.put("#value", ItemCodec.VALUE);
    names.put("#valueBefore", ItemCodec.VALUE_BEFORE);
    names.put("#version", ItemCodec.VERSION);
    names.put("#versionBefore", ItemCodec.VERSION_BEFORE);
    names.put("#source", ItemCodec.SOURCE);
    names.put("#offset", ItemCodec.OFFSET);
    names.put("#journal", ItemCodec.JOURNAL);
    names.put("#otherLogs", ItemCodec.OTHER_LOGS);
    if (update.mayBeAbsent()) {
      names.put("#counter", ItemCodec.COUNTER);
    }
    if (update.updatedAt().isPresent()) {
      names.put("#updatedAt", ItemCodec.UPDATED_AT);
    }
    return names;
  }

  private static Map<String, AttributeValue> values(BlindUpdate update) {
    byte[] journal = JournalCodec.encodeRelative(update.journal(), update.last().offset());
    Map<String, AttributeValue> values = new HashMap<>();
    values.put(":zero", ZERO);
    values.put(":valueLeast", ItemCodec.number(update.values().least()));
    values.put(":valueMost", ItemCodec.number(update.values().most()));
    values.put(":versionLeast", ItemCodec.number(update.versions().least()));
    values.put(":versionMost", ItemCodec.number(update.versions().most()));
    values.put(":delta", ItemCodec.number(update.delta()));
    values.put(":changes", ItemCodec.number(update.changes()));
    values.put(":source", AttributeValue.fromS(update.last().source().toString()));
    values.put(":first", ItemCodec.number(update.first().offset()));
    values.put(":offset", ItemCodec.number(update.last().offset()));
    values.put(":journal", AttributeValue.fromB(SdkBytes.fromByteArrayUnsafe(journal)));
    return values;
  }
}
