package io.counterstream.dynamodb;

import io.counterstream.core.table.UnreadableItemException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Reads the attributes of one item, and reports the one at fault. */
final class ItemReader {
  private final String counter;
  private final Map<String, AttributeValue> attributes;

  ItemReader(String counter, Map<String, AttributeValue> attributes) {
    this.counter = counter;
    this.attributes = attributes;
  }

  Optional<String> text(String name) {
    AttributeValue attribute = attributes.get(name);
    if (attribute != null && attribute.s() == null) {
      throw fault(name, "a string");
    }
    return Optional.ofNullable(attribute).map(AttributeValue::s);
  }

  OptionalLong integer(String name) {
    AttributeValue attribute = attributes.get(name);
    if (attribute == null) {
      return OptionalLong.empty();
    }
    if (attribute.n() == null) {
      throw fault(name, "a number");
    }
    try {
      return OptionalLong.of(new BigDecimal(attribute.n()).longValueExact());
    } catch (ArithmeticException notLong) {
      throw fault(name, "an integer of 64 bits");
    }
  }

  Optional<byte[]> binary(String name) {
    AttributeValue attribute = attributes.get(name);
    if (attribute != null && attribute.b() == null) {
      throw fault(name, "binary");
    }
    return Optional.ofNullable(attribute).map(value -> value.b().asByteArrayUnsafe());
  }

  Map<String, Map<String, AttributeValue>> map(String name) {
    AttributeValue attribute = attributes.get(name);
    if (attribute == null) {
      return Map.of();
    }
    if (attribute.m().isEmpty()) {
      throw fault(name, "absent or a map of maps");
    }
    Map<String, Map<String, AttributeValue>> maps = new TreeMap<>();
    attribute.m().forEach((key, value) -> {
      if (!value.hasM()) {
        throw fault(name, "a map of maps");
      }
      maps.put(key, value.m());
    });
    return maps;
  }

  Optional<Instant> instant(String name) {
    try {
      return text(name).map(Instant::parse);
    } catch (DateTimeParseException malformed) {
      throw fault(name, "an ISO-8601 instant such as 2026-11-21T09:00:00.123Z");
    }
  }

  UnreadableItemException fault(String name, String expected) {
    AttributeValue found = attributes.get(name);
    return new UnreadableItemException(
        counter,
        "item of counter "
            + counter + ": attribute " + name + " must be "
            + expected + ", found " + (found == null ? "none" : found)
            + "; fix or delete the item, then restart the processor");
  }
}
