package io.counterstream.dynamodb;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * A conditional {@code UpdateItem} of one counter's item. It names the attributes that it changes,
 * so attributes of other programs stay. If the condition fails, the response has the item.
 *
 * <p>Every attribute has a placeholder of one letter, because some names are reserved words and
 * because they keep the request short. Names and values are declared when they are first used:
 * DynamoDB refuses a request that declares others.
 */
final class UpdateRequest {
  private static final Map<String, String> PLACEHOLDERS = Map.ofEntries(
      Map.entry(ItemCodec.COUNTER, "#c"),
      Map.entry(ItemCodec.VALUE, "#v"),
      Map.entry(ItemCodec.VERSION, "#n"),
      Map.entry(ItemCodec.UPDATED_AT, "#t"),
      Map.entry(ItemCodec.SOURCE, "#s"),
      Map.entry(ItemCodec.OFFSET, "#o"),
      Map.entry(ItemCodec.JOURNAL, "#j"),
      Map.entry(ItemCodec.OTHER_LOGS, "#l"),
      Map.entry(ItemCodec.VALUE_BEFORE, "#w"),
      Map.entry(ItemCodec.VERSION_BEFORE, "#m"),
      Map.entry(ItemCodec.DELETED_AT, "#d"),
      Map.entry(ItemCodec.EXPIRES_AT, "#e"));

  private final StringJoiner sets = new StringJoiner(",", "SET ", "");
  private final StringJoiner removes = new StringJoiner(",", " REMOVE ", "").setEmptyValue("");
  private final StringJoiner conditions = new StringJoiner(" AND ");
  private final Map<String, String> names = new HashMap<>();
  private final Map<String, AttributeValue> values = new HashMap<>();
  private int keys;
  private int compared;

  /** The placeholder of an attribute, or of a key in a map. */
  String name(String attribute) {
    String known = PLACEHOLDERS.get(attribute);
    String placeholder = known == null ? "#" + keys++ : known;
    names.put(placeholder, attribute);
    return placeholder;
  }

  /** The placeholder of a value that is compared. */
  String value(AttributeValue value) {
    String placeholder = ":" + compared++;
    values.put(placeholder, value);
    return placeholder;
  }

  /** Sets an attribute. Its value's placeholder has the letter of its name's. */
  void set(String attribute, AttributeValue value) {
    set(attribute, "", value);
  }

  /** Sets an attribute to the sum of an expression and a number. */
  void setSum(String attribute, String expression, AttributeValue summand) {
    set(attribute, expression + "+", summand);
  }

  private void set(String attribute, String prefix, AttributeValue value) {
    String placeholder = ":" + PLACEHOLDERS.get(attribute).substring(1);
    values.put(placeholder, value);
    set(attribute, prefix + placeholder);
  }

  /** Sets an attribute to an expression. */
  void set(String attribute, String expression) {
    sets.add(name(attribute) + "=" + expression);
  }

  /** Removes an attribute, if it is there. */
  void remove(String attribute) {
    removes.add(name(attribute));
  }

  /** Adds a term to the condition. */
  void require(String term) {
    conditions.add(term);
  }

  /** Adds the condition that an attribute is absent. */
  void requireAbsence(String attribute) {
    require(absence(attribute));
  }

  /** The condition that an attribute is present. */
  String presence(String attribute) {
    return "attribute_exists(" + name(attribute) + ")";
  }

  /** The condition that an attribute is absent. */
  String absence(String attribute) {
    return "attribute_not_exists(" + name(attribute) + ")";
  }

  /** Changes an attribute on condition that it is as it was seen; empty if it is absent. */
  void change(String attribute, Optional<AttributeValue> seen, Optional<AttributeValue> next) {
    seen.ifPresentOrElse(
        expected -> require(name(attribute) + "=" + value(expected)),
        () -> requireAbsence(attribute));
    if (!next.equals(seen)) {
      next.ifPresentOrElse(written -> set(attribute, written), () -> remove(attribute));
    }
  }

  /** The request. */
  UpdateItemRequest.Builder build(String table, String counter) {
    return UpdateItemRequest.builder()
        .tableName(table)
        .key(ItemCodec.key(counter))
        .updateExpression(sets + removes.toString())
        .conditionExpression(conditions.toString())
        .expressionAttributeNames(names)
        .expressionAttributeValues(values)
        .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD);
  }
}
