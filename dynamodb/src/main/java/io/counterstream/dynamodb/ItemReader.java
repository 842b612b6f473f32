package io.counterstream.dynamodb;

import io.counterstream.core.table.UnreadableItemException;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Reads the attributes of one item, and reports the one at fault. */
final class ItemReader {
  private static final int FOUND_CHARS_MAX = 200;

  private final String counter;

  /** The path of a nested map's attributes; empty for those of the item. */
  private final String path;

  private final Map<String, AttributeValue> attributes;

  ItemReader(String counter, Map<String, AttributeValue> attributes) {
    this(counter, "", attributes);
  }

  private ItemReader(String counter, String path, Map<String, AttributeValue> attributes) {
    this.counter = counter;
    this.path = path;
    this.attributes = attributes;
  }

  Optional<String> text(String name) {
    AttributeValue attribute = attributes.get(name);
    if (attribute != null && attribute.s() == null) {
      throw fault(name, "a string");
    }
    return Optional.ofNullable(attribute).map(AttributeValue::s);
  }

  /** An integer from {@code least} to {@code most}; empty if the attribute is absent. */
  OptionalLong integer(String name, long least, long most) {
    Optional<BigDecimal> number = number(name);
    try {
      OptionalLong integer = number.isPresent()
          ? OptionalLong.of(number.get().longValueExact())
          : OptionalLong.empty();
      if (least <= integer.orElse(least) && integer.orElse(least) <= most) {
        return integer;
      }
    } catch (ArithmeticException notLong) {
      // The fault is the same.
    }
    throw fault(name, "an integer of " + least + " to " + most);
  }

  Optional<BigDecimal> number(String name) {
    AttributeValue attribute = attributes.get(name);
    if (attribute != null && attribute.n() == null) {
      throw fault(name, "a number");
    }
    return numberIfOne(name);
  }

  /** A number; empty if the attribute is absent or of another type. */
  Optional<BigDecimal> numberIfOne(String name) {
    return Optional.ofNullable(attributes.get(name)).map(AttributeValue::n).map(BigDecimal::new);
  }

  Optional<byte[]> binary(String name) {
    AttributeValue attribute = attributes.get(name);
    if (attribute != null && attribute.b() == null) {
      throw fault(name, "binary");
    }
    return Optional.ofNullable(attribute).map(value -> value.b().asByteArrayUnsafe());
  }

  /** The maps in a map, in the order of their keys. */
  Map<String, ItemReader> maps(String name) {
    AttributeValue attribute = attributes.get(name);
    if (attribute == null) {
      return Map.of();
    }
    if (attribute.m().isEmpty()) {
      throw fault(name, "absent or a map of maps");
    }
    Map<String, ItemReader> maps = new TreeMap<>();
    attribute.m().forEach((key, value) -> {
      if (!value.hasM()) {
        throw fault(name, "a map of maps");
      }
      maps.put(key, new ItemReader(counter, name + "." + key + ".", value.m()));
    });
    return maps;
  }

  UnreadableItemException fault(String name, String expected) {
    AttributeValue found = attributes.get(name);
    return new UnreadableItemException(
        counter,
        "item of counter " + counter + ": attribute " + path + name + " must be " + expected
            + ", found " + text(found) + "; correct it by UpdateItem");
  }

  private static String text(AttributeValue found) {
    String text = found == null ? "none" : found.toString();
    return text.length() <= FOUND_CHARS_MAX ? text : text.substring(0, FOUND_CHARS_MAX) + " …";
  }
}
