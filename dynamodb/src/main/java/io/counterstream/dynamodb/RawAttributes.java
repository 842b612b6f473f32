package io.counterstream.dynamodb;

import io.counterstream.core.LogProgress;
import io.counterstream.core.RawItem;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The attributes of an item that a put compares, of whatever type they are.
 *
 * @param compared value, version, source and offset as the table holds them; and what only a blind
 *     update leaves, if it is to be undone, so that the put that undoes it is accepted once
 * @param kept the value and the version that the item keeps while it is unusable
 */
record RawAttributes(Map<String, AttributeValue> compared, Map<String, AttributeValue> kept)
    implements RawItem {
  /** The maps and attributes without their text, in bytes. */
  private static final long MEMORY_BYTES = 1_000;

  private static final List<String> CONTENT = List.of(ItemCodec.VALUE, ItemCodec.VERSION);
  private static final List<String> POSITION = List.of(ItemCodec.SOURCE, ItemCodec.OFFSET);

  /** Copies the maps. */
  RawAttributes {
    compared = Map.copyOf(compared);
    kept = Map.copyOf(kept);
  }

  static RawAttributes of(Map<String, AttributeValue> attributes, Optional<MetFraction> undone) {
    Map<String, AttributeValue> content = contentOf(attributes);
    Map<String, AttributeValue> compared = new HashMap<>(content);
    addPresent(compared, POSITION, attributes);
    if (undone.isPresent()) {
      addPresent(compared, List.of(ItemCodec.VALUE_BEFORE), attributes);
    }
    return new RawAttributes(compared, undone.map(MetFraction::before).orElse(content));
  }

  /** Value and version, where they are present. */
  static Map<String, AttributeValue> contentOf(Map<String, AttributeValue> attributes) {
    Map<String, AttributeValue> content = new HashMap<>();
    addPresent(content, CONTENT, attributes);
    return content;
  }

  private static void addPresent(
      Map<String, AttributeValue> target,
      List<String> names,
      Map<String, AttributeValue> attributes) {
    for (String name : names) {
      if (attributes.containsKey(name)) {
        target.put(name, attributes.get(name));
      }
    }
  }

  Optional<AttributeValue> compared(String attribute) {
    return Optional.ofNullable(compared.get(attribute));
  }

  Optional<AttributeValue> kept(String attribute) {
    return Optional.ofNullable(kept.get(attribute));
  }

  /** Value and version may be as large as an item. */
  @Override
  public long memoryBytes() {
    return MEMORY_BYTES
        + Stream.concat(compared.values().stream(), kept.values().stream())
            .mapToLong(attribute -> attribute.toString().length())
            .sum();
  }

  /** The item's attributes after a put that left it unusable. */
  RawAttributes writtenBy(LogProgress writer) {
    Map<String, AttributeValue> written = new HashMap<>(kept);
    written.put(ItemCodec.SOURCE, AttributeValue.fromS(writer.source().toString()));
    written.put(ItemCodec.OFFSET, ItemCodec.number(writer.offset()));
    return new RawAttributes(written, kept);
  }
}
