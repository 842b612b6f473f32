package io.counterstream.dynamodb;

import io.counterstream.contract.CounterState;
import io.counterstream.core.CounterItem;
import io.counterstream.core.LogProgress;
import io.counterstream.core.LogSource;
import io.counterstream.core.journal.Journal;
import io.counterstream.core.journal.JournalCodec;
import io.counterstream.core.table.UnreadableItemException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Decodes one item.
 *
 * <p>A value or version that is no number of a counter makes the item unusable; its commands are
 * rejected. A record of decided commands that can't be read is a fault: what was decided is
 * unknown. An {@code updatedAt} that can't be read counts as absent, since nothing depends on it.
 *
 * <p>A blind update that met a fraction is decoded as if it had not been executed, because nothing
 * was decided by it: value and version are those from before it, unless they were edited since, and
 * its commands are open. The next put writes that, and so undoes it.
 */
final class ItemDecoder {
  private final String counter;
  private final Map<String, AttributeValue> attributes;
  private final ItemReader reader;

  /** The state that the journal refers to, if that is a blind update's. */
  private final Optional<CounterState> base;

  private final Optional<MetFraction> met;

  private ItemDecoder(Map<String, AttributeValue> attributes) {
    this.counter = attributes.get(ItemCodec.COUNTER).s();
    this.attributes = attributes;
    this.reader = new ItemReader(counter, attributes);
    this.base = MetFraction.base(reader);
    this.met = base.isPresent() ? Optional.empty() : MetFraction.of(reader, attributes);
  }

  /**
   * Decodes an item; an empty map is no item. Only {@code counter} is required.
   *
   * @throws UnreadableItemException if the record of decided commands can't be read
   */
  static Optional<CounterItem> item(Map<String, AttributeValue> attributes) {
    return attributes.isEmpty()
        ? Optional.empty()
        : Optional.of(new ItemDecoder(attributes).item());
  }

  private CounterItem item() {
    CounterItem.Content content =
        content(met.map(fraction -> new ItemReader(counter, fraction.before())).orElse(reader));
    boolean plain = content instanceof CounterItem.Usable && met.isEmpty();
    return new CounterItem(
        counter,
        content,
        logs(),
        updatedAt(),
        plain ? Optional.empty() : Optional.of(RawAttributes.of(attributes, met)));
  }

  private CounterItem.Content content(ItemReader kept) {
    try {
      OptionalLong value = kept.integer(ItemCodec.VALUE, Long.MIN_VALUE, Long.MAX_VALUE);
      if (value.isEmpty()) {
        throw kept.fault(ItemCodec.VALUE, "an integer");
      }
      OptionalLong version = kept.integer(ItemCodec.VERSION, 0, CounterItem.VERSION_MAX);
      return new CounterItem.Usable(
          value.getAsLong(), version, attributes.containsKey(ItemCodec.DELETED_AT));
    } catch (UnreadableItemException fault) {
      return new CounterItem.Unusable(fault.getMessage());
    }
  }

  private Optional<Instant> updatedAt() {
    try {
      AttributeValue at = attributes.get(ItemCodec.UPDATED_AT);
      return Optional.ofNullable(at).map(AttributeValue::s).map(Instant::parse);
    } catch (DateTimeParseException malformed) {
      return Optional.empty();
    }
  }

  private List<LogProgress> logs() {
    List<LogProgress> logs = new ArrayList<>();
    reader.text(ItemCodec.SOURCE).ifPresent(source -> logs.add(writer(source)));
    if (logs.isEmpty()
        && (attributes.containsKey(ItemCodec.OFFSET)
            || attributes.containsKey(ItemCodec.OTHER_LOGS))) {
      throw reader.fault(
          ItemCodec.SOURCE, "present, as source, offset and otherLogs belong together");
    }
    reader.maps(ItemCodec.OTHER_LOGS).forEach((source, other) -> {
      long offset = offset(other);
      logs.add(
          new LogProgress(log(other, source), offset, journal(other, offset, Optional.empty())));
    });
    return logs;
  }

  private LogProgress writer(String source) {
    LogSource log = log(reader, source);
    long offset = offset(reader);
    if (met.isPresent()) {
      Journal open = journal(reader, offset, Optional.of(CounterState.ABSENT));
      return new LogProgress(log, open.oldestOffset().orElse(offset + 1) - 1, Journal.EMPTY);
    }
    return new LogProgress(log, offset, journal(reader, offset, base));
  }

  /** An offset; -1 if no command was decided. */
  private static long offset(ItemReader reader) {
    OptionalLong offset = reader.integer(ItemCodec.OFFSET, -1, Long.MAX_VALUE);
    return offset.orElseThrow(() -> reader.fault(
        ItemCodec.OFFSET, "an integer of 0 or more, as source and offset belong together"));
  }

  private static LogSource log(ItemReader reader, String source) {
    try {
      return LogSource.parse(source);
    } catch (IllegalArgumentException malformed) {
      throw reader.fault(ItemCodec.SOURCE, "<topic id>/<partition>");
    }
  }

  private static Journal journal(ItemReader reader, long offset, Optional<CounterState> base) {
    try {
      return reader
          .binary(ItemCodec.JOURNAL)
          .map(written -> JournalCodec.decode(written, offset, base))
          .orElseThrow(() -> reader.fault(
              ItemCodec.JOURNAL, "present, as source, offset and journal belong together"));
    } catch (IllegalArgumentException malformed) {
      throw reader.fault(ItemCodec.JOURNAL, "a journal (" + malformed.getMessage() + ")");
    }
  }
}
