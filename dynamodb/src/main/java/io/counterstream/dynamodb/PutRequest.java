package io.counterstream.dynamodb;

import io.counterstream.core.ConditionalPut;
import io.counterstream.core.CounterItem;
import io.counterstream.core.LogProgress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * The {@code UpdateItem} of a put. Its condition is that the table still holds the item that was
 * seen.
 *
 * <ul>
 *   <li>{@code value} and {@code version} reveal an edit by another program.
 *   <li>{@code source} and {@code offset} reveal a write by another owner of this log.
 *   <li>The number of other logs and their offsets reveal a write by an owner of another log.
 * </ul>
 *
 * <p>Journals are not compared, because each changes only together with its log's offset. The
 * offsets of a log only rise, so an earlier item can't be mistaken for a later one, unless items
 * are deleted or replaced while commands are in flight.
 */
final class PutRequest {
  private PutRequest() {}

  static UpdateItemRequest request(String table, ConditionalPut put) {
    UpdateRequest update = new UpdateRequest();
    put.seen()
        .ifPresentOrElse(
            seen -> change(update, seen, put.item()), () -> create(update, put.item()));
    return update.build(table, put.item().counter()).build();
  }

  private static void create(UpdateRequest update, CounterItem item) {
    update.requireAbsence(ItemCodec.COUNTER);
    Map<String, AttributeValue> attributes = ItemCodec.attributes(item);
    attributes.remove(ItemCodec.COUNTER);
    attributes.forEach(update::set);
  }

  private static void change(UpdateRequest update, CounterItem seen, CounterItem item) {
    update.change(
        ItemCodec.VALUE,
        Optional.of(ItemCodec.number(seen.value())),
        Optional.of(ItemCodec.number(item.value())));
    update.change(ItemCodec.VERSION, version(seen), version(item));
    update.change(ItemCodec.SOURCE, source(seen), source(item));
    update.change(ItemCodec.OFFSET, offset(seen), offset(item));
    item.lastWriter().ifPresent(log -> update.set(ItemCodec.JOURNAL, ItemCodec.journal(log)));
    if (!item.updatedAt().equals(seen.updatedAt())) {
      item.updatedAt().ifPresent(at -> update.set(ItemCodec.UPDATED_AT, ItemCodec.time(at)));
    }
    changeOtherLogs(update, seen, item);
    // A blind update may have left them. An absolute journal does not need them.
    update.remove(ItemCodec.VALUE_BEFORE);
    update.remove(ItemCodec.VERSION_BEFORE);
  }

  private static void changeOtherLogs(UpdateRequest update, CounterItem seen, CounterItem item) {
    List<LogProgress> others = seen.otherLogs();
    if (others.isEmpty()) {
      update.requireAbsence(ItemCodec.OTHER_LOGS);
    } else {
      String map = update.name(ItemCodec.OTHER_LOGS);
      update.require("size(" + map + ")=" + update.value(ItemCodec.number(others.size())));
      for (LogProgress log : others) {
        String key = update.name(log.source().toString());
        update.require(map + "." + key + "." + update.name(ItemCodec.OFFSET) + "="
            + update.value(ItemCodec.number(log.offset())));
      }
    }
    if (!item.otherLogs().equals(others)) {
      ItemCodec.otherLogs(item)
          .ifPresentOrElse(
              map -> update.set(ItemCodec.OTHER_LOGS, map),
              () -> update.remove(ItemCodec.OTHER_LOGS));
    }
  }

  private static Optional<AttributeValue> version(CounterItem item) {
    OptionalLong version = item.storedVersion();
    return version.isPresent()
        ? Optional.of(ItemCodec.number(version.getAsLong()))
        : Optional.empty();
  }

  private static Optional<AttributeValue> source(CounterItem item) {
    return item.lastWriter().map(log -> AttributeValue.fromS(log.source().toString()));
  }

  private static Optional<AttributeValue> offset(CounterItem item) {
    return item.lastWriter().map(log -> ItemCodec.number(log.offset()));
  }
}
