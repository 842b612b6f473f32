package io.counterstream.dynamodb;

import io.counterstream.contract.CounterState;
import io.counterstream.core.CounterItem;
import io.counterstream.core.LogProgress;
import io.counterstream.core.LogSource;
import io.counterstream.core.journal.Journal;
import io.counterstream.core.journal.JournalCodec;
import io.counterstream.core.table.UnreadableItemException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Encodes items as DynamoDB attributes and decodes them. */
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
      VERSION_BEFORE);

  private ItemCodec() {}

  static Map<String, AttributeValue> key(String counter) {
    return Map.of(COUNTER, AttributeValue.fromS(counter));
  }

  static Map<String, AttributeValue> attributes(CounterItem item) {
    Map<String, AttributeValue> attributes = new HashMap<>();
    attributes.put(COUNTER, AttributeValue.fromS(item.counter()));
    attributes.put(VALUE, number(item.value()));
    item.storedVersion().ifPresent(version -> attributes.put(VERSION, number(version)));
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

  static AttributeValue journal(LogProgress log) {
    byte[] bytes = JournalCodec.encode(log.journal(), log.offset());
    return AttributeValue.fromB(SdkBytes.fromByteArrayUnsafe(bytes));
  }

  /**
   * Decodes an item; an empty map is no item. Only {@code counter} and {@code value} are required.
   *
   * @throws UnreadableItemException if an attribute is missing or malformed
   */
  static Optional<CounterItem> item(Map<String, AttributeValue> attributes) {
    if (attributes.isEmpty()) {
      return Optional.empty();
    }
    String counter = attributes.get(COUNTER).s();
    ItemReader reader = new ItemReader(counter, attributes);
    long value = reader.integer(VALUE).orElseThrow(() -> reader.fault(VALUE, "a number"));
    OptionalLong version = reader.integer(VERSION);
    if (version.isPresent() && version.getAsLong() < 0) {
      throw reader.fault(VERSION, "an integer of 0 or more");
    }
    List<LogProgress> logs = new ArrayList<>();
    reader.text(SOURCE).ifPresent(source -> logs.add(log(reader, source)));
    if (logs.isEmpty() && (attributes.containsKey(OFFSET) || attributes.containsKey(OTHER_LOGS))) {
      throw reader.fault(SOURCE, "present, as source, offset and otherLogs belong together");
    }
    reader
        .map(OTHER_LOGS)
        .forEach((source, other) -> logs.add(log(new ItemReader(counter, other), source)));
    return Optional.of(new CounterItem(counter, value, version, logs, reader.instant(UPDATED_AT)));
  }

  private static Map<String, AttributeValue> positionAttributes(LogProgress log) {
    return Map.of(OFFSET, number(log.offset()), JOURNAL, journal(log));
  }

  private static LogProgress log(ItemReader reader, String source) {
    OptionalLong offset = reader.integer(OFFSET);
    if (offset.isEmpty() || offset.getAsLong() < 0) {
      throw reader.fault(OFFSET, "an integer of 0 or more, as source and offset belong together");
    }
    LogSource log;
    try {
      log = LogSource.parse(source);
    } catch (IllegalArgumentException malformed) {
      throw reader.fault(SOURCE, "<topic id>/<partition>");
    }
    return new LogProgress(log, offset.getAsLong(), journal(reader, offset.getAsLong()));
  }

  private static Journal journal(ItemReader reader, long offset) {
    Optional<byte[]> bytes = reader.binary(JOURNAL);
    OptionalLong value = reader.integer(VALUE_BEFORE);
    OptionalLong version = reader.integer(VERSION_BEFORE);
    try {
      Optional<CounterState> before = value.isPresent() && version.isPresent()
          ? Optional.of(new CounterState(value.getAsLong(), version.getAsLong()))
          : Optional.empty();
      return bytes
          .map(written -> JournalCodec.decode(written, offset, before))
          .orElse(Journal.EMPTY);
    } catch (IllegalArgumentException malformed) {
      throw reader.fault(JOURNAL, "a journal (" + malformed.getMessage() + ")");
    }
  }
}
