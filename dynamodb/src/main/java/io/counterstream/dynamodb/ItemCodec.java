package io.counterstream.dynamodb;

import io.counterstream.core.CounterItem;
import io.counterstream.core.LogProgress;
import io.counterstream.core.journal.JournalCodec;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Encodes items as DynamoDB attributes. {@link ItemDecoder} decodes them. */
final class ItemCodec {
  static final String COUNTER = "counter";
  static final String VALUE = "value";
  static final String VERSION = "version";
  static final String UPDATED_AT = "updatedAt";
  static final String SOURCE = "source";
  static final String OFFSET = "offset";
  static final String JOURNAL = "journal";
  static final String OTHER_LOGS = "otherLogs";

  /** With {@link #VERSION_BEFORE}, the state that a blind update's relative journal refers to. */
  static final String VALUE_BEFORE = "valueBefore";

  static final String VERSION_BEFORE = "versionBefore";

  /** The timestamp of the command that deleted the counter. Its presence makes a tombstone. */
  static final String DELETED_AT = "deletedAt";

  /**
   * When the table may remove the item, in seconds since 1970: only while its counter does not
   * exist. DynamoDB's time to live reads it.
   */
  static final String EXPIRES_AT = "expiresAt";

  /** The attributes that the processor writes. */
  static final Set<String> ATTRIBUTES = Set.of(
      COUNTER,
      VALUE,
      VERSION,
      UPDATED_AT,
      SOURCE,
      OFFSET,
      JOURNAL,
      OTHER_LOGS,
      VALUE_BEFORE,
      VERSION_BEFORE,
      DELETED_AT,
      EXPIRES_AT);

  private ItemCodec() {}

  static Map<String, AttributeValue> key(String counter) {
    return Map.of(COUNTER, AttributeValue.fromS(counter));
  }

  /** The attributes of an item; without value and version if it is unusable. */
  static Map<String, AttributeValue> attributes(CounterItem item) {
    Map<String, AttributeValue> attributes = new HashMap<>();
    attributes.put(COUNTER, AttributeValue.fromS(item.counter()));
    if (item.content() instanceof CounterItem.Usable usable) {
      attributes.put(VALUE, number(usable.value()));
      usable.storedVersion().ifPresent(version -> attributes.put(VERSION, number(version)));
      if (usable.tombstone()) {
        attributes.put(DELETED_AT, deletedAt(item));
      }
    }
    item.updatedAt().ifPresent(at -> attributes.put(UPDATED_AT, time(at)));
    item.lastWriter().ifPresent(log -> {
      attributes.put(SOURCE, AttributeValue.fromS(log.source().toString()));
      attributes.putAll(positionAttributes(log));
    });
    otherLogs(item).ifPresent(others -> attributes.put(OTHER_LOGS, others));
    return attributes;
  }

  /** The progress of the logs that did not write the item last; empty if there is only one log. */
  static Optional<AttributeValue> otherLogs(CounterItem item) {
    if (item.otherLogs().isEmpty()) {
      return Optional.empty();
    }
    Map<String, AttributeValue> others = new HashMap<>();
    for (LogProgress log : item.otherLogs()) {
      others.put(log.source().toString(), AttributeValue.fromM(positionAttributes(log)));
    }
    return Optional.of(AttributeValue.fromM(others));
  }

  static AttributeValue number(long value) {
    return AttributeValue.fromN(Long.toString(value));
  }

  static AttributeValue time(Instant at) {
    return AttributeValue.fromS(at.toString());
  }

  /** The attribute of an item whose last change deleted the counter. */
  static AttributeValue deletedAt(CounterItem item) {
    return time(item.updatedAt().orElse(Instant.EPOCH));
  }

  static AttributeValue journal(LogProgress log) {
    byte[] bytes = JournalCodec.encode(log.journal(), log.offset());
    return AttributeValue.fromB(SdkBytes.fromByteArrayUnsafe(bytes));
  }

  private static Map<String, AttributeValue> positionAttributes(LogProgress log) {
    return Map.of(OFFSET, number(log.offset()), JOURNAL, journal(log));
  }
}
