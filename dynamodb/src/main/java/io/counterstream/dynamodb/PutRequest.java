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
 *   <li>{@code value}, {@code version} and the presence of {@code deletedAt} reveal an edit by
 *       another program.
 *   <li>{@code source} and {@code offset} reveal a write by another owner of this log.
 *   <li>The number of other logs and their offsets reveal a write by an owner of another log.
 * </ul>
 *
 * <p>They are compared as they were seen, of whatever type. An unusable item keeps its value and
 * version; if a blind update moved them, the put restores them.
 *
 * <p>A put that leaves a counter that does not exist sets when the table may remove the item; every
 * other put removes that attribute.
 *
 * <p>Journals are not compared: a writer of one, or one that trims another log's, also moves the
 * offset of its own log. The offsets of a log only rise, so an earlier item can't be mistaken for a
 * later one, unless items are deleted or replaced while commands are in flight. An offset may fall
 * where a blind update that met a fraction is undone; that update's item is recognised by {@code
 * valueBefore}, which the put compares then.
 */
final class PutRequest {
  private static final List<String> CONTENT = List.of(ItemCodec.VALUE, ItemCodec.VERSION);
  private static final List<String> COMPARED =
      List.of(ItemCodec.VALUE, ItemCodec.VERSION, ItemCodec.SOURCE, ItemCodec.OFFSET);

  private PutRequest() {}

  /**
   * The request.
   *
   * @param expiresAt when the table may remove the item if its counter does not exist then, in
   *     seconds since 1970
   */
  static UpdateItemRequest request(String table, ConditionalPut put, long expiresAt) {
    UpdateRequest update = new UpdateRequest();
    put.seen()
        .ifPresentOrElse(
            seen -> change(update, seen, put.item()), () -> create(update, put.item()));
    put.item().state().ifPresent(state -> {
      if (!state.exists()) {
        update.set(ItemCodec.EXPIRES_AT, ItemCodec.number(expiresAt));
      } else if (put.seen().isPresent()) {
        update.remove(ItemCodec.EXPIRES_AT);
      }
    });
    return update.build(table, put.item().counter()).build();
  }

  /** The item that a put left, once it was accepted. */
  static CounterItem written(ConditionalPut put) {
    CounterItem item = put.item();
    if (item.content() instanceof CounterItem.Usable) {
      return item;
    }
    RawAttributes raw = raw(put.seen().orElseThrow()).orElseThrow();
    return new CounterItem(
        item.counter(),
        item.content(),
        item.logs(),
        item.updatedAt(),
        Optional.of(raw.writtenBy(item.lastWriter().orElseThrow())));
  }

  private static void create(UpdateRequest update, CounterItem item) {
    update.requireAbsence(ItemCodec.COUNTER);
    Map<String, AttributeValue> attributes = ItemCodec.attributes(item);
    attributes.remove(ItemCodec.COUNTER);
    attributes.forEach(update::set);
  }

  private static void change(UpdateRequest update, CounterItem seen, CounterItem item) {
    Optional<RawAttributes> raw = raw(seen);
    for (String attribute : COMPARED) {
      update.change(
          attribute,
          raw.isPresent() ? raw.get().compared(attribute) : attribute(attribute, seen),
          isKept(attribute, item) ? raw.orElseThrow().kept(attribute) : attribute(attribute, item));
    }
    raw.flatMap(there -> there.compared(ItemCodec.VALUE_BEFORE))
        .ifPresent(before ->
            update.require(update.name(ItemCodec.VALUE_BEFORE) + "=" + update.value(before)));
    item.lastWriter().ifPresent(log -> update.set(ItemCodec.JOURNAL, ItemCodec.journal(log)));
    if (!item.updatedAt().equals(seen.updatedAt())) {
      item.updatedAt().ifPresent(at -> update.set(ItemCodec.UPDATED_AT, ItemCodec.time(at)));
    }
    changeOtherLogs(update, seen, item);
    changeTombstone(update, seen, item);
    // A blind update may have left them. An absolute journal does not need them.
    update.remove(ItemCodec.VALUE_BEFORE);
    update.remove(ItemCodec.VERSION_BEFORE);
  }

  private static Optional<RawAttributes> raw(CounterItem seen) {
    return seen.raw().map(RawAttributes.class::cast);
  }

  private static boolean isKept(String attribute, CounterItem item) {
    return item.content() instanceof CounterItem.Unusable && CONTENT.contains(attribute);
  }

  private static Optional<AttributeValue> attribute(String attribute, CounterItem item) {
    return switch (attribute) {
      case ItemCodec.SOURCE ->
        item.lastWriter().map(log -> AttributeValue.fromS(log.source().toString()));
      case ItemCodec.OFFSET -> item.lastWriter().map(log -> ItemCodec.number(log.offset()));
      case ItemCodec.VALUE -> Optional.of(ItemCodec.number(item.usable().value()));
      default -> {
        OptionalLong version = item.usable().storedVersion();
        yield version.isPresent()
            ? Optional.of(ItemCodec.number(version.getAsLong()))
            : Optional.empty();
      }
    };
  }

  /** An unusable item stays as it is. */
  private static void changeTombstone(UpdateRequest update, CounterItem seen, CounterItem item) {
    if (!(seen.content() instanceof CounterItem.Usable before)
        || !(item.content() instanceof CounterItem.Usable after)) {
      return;
    }
    update.require(
        before.tombstone()
            ? update.presence(ItemCodec.DELETED_AT)
            : update.absence(ItemCodec.DELETED_AT));
    boolean again = !item.updatedAt().equals(seen.updatedAt());
    if (after.tombstone() && (again || !before.tombstone())) {
      update.set(ItemCodec.DELETED_AT, ItemCodec.deletedAt(item));
    } else if (before.tombstone() && !after.tombstone()) {
      update.remove(ItemCodec.DELETED_AT);
    }
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
}
