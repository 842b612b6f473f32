package io.counterstream.torture.table;

import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A way to make an item hold no valid state. */
public enum ItemDamage {
  /** The item has no value. */
  VALUE_MISSING("no value", "REMOVE #value", Map.of()),
  /** The value is text. */
  VALUE_TEXT("a value that is text", "SET #value = :to", Map.of(":to", AttributeValue.fromS("7"))),
  /** The value is a fraction. */
  VALUE_FRACTION("the value 5.5", "SET #value = :to", Map.of(":to", AttributeValue.fromN("5.5"))),
  /** The value does not fit into 64 bits. */
  VALUE_TOO_LARGE(
      "the value 2^63",
      "SET #value = :to",
      Map.of(":to", AttributeValue.fromN("9223372036854775808"))),
  /** The version is text. */
  VERSION_TEXT(
      "a version that is text", "SET version = :to", Map.of(":to", AttributeValue.fromS("x"))),
  /** The version can't be raised. */
  VERSION_LAST(
      "the version 2^63 - 1",
      "SET version = :to",
      Map.of(":to", AttributeValue.fromN("9223372036854775807")));

  private final String label;
  private final String update;
  private final Map<String, AttributeValue> values;

  ItemDamage(String label, String update, Map<String, AttributeValue> values) {
    this.label = label;
    this.update = update;
    this.values = values;
  }

  /** Returns a description for people. */
  public String label() {
    return label;
  }

  String update() {
    return update;
  }

  Map<String, AttributeValue> parameters() {
    return values;
  }
}
