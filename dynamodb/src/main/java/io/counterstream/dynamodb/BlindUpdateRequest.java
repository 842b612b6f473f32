package io.counterstream.dynamodb;

import io.counterstream.core.BlindUpdate;
import io.counterstream.core.journal.JournalCodec;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * The {@code UpdateItem} of a blind update. Its response has the whole item, whether it was
 * accepted or refused.
 *
 * <p>The state that the commands are decided against is not known to the sender. The update
 * therefore copies it into attributes of its own ({@code SET valueBefore = value} reads the value
 * from before the update) and writes a journal that is relative to them. A later edit of the value
 * does not change what the journal means. The next put writes an absolute journal without them.
 */
final class BlindUpdateRequest {
  private BlindUpdateRequest() {}

  static UpdateItemRequest request(String table, BlindUpdate update) {
    UpdateRequest request = new UpdateRequest();
    String source = request.value(AttributeValue.fromS(update.last().source().toString()));
    require(request, update, source);
    String zero = request.value(ItemCodec.number(0));
    add(request, ItemCodec.VALUE, ItemCodec.VALUE_BEFORE, zero, update.delta());
    add(request, ItemCodec.VERSION, ItemCodec.VERSION_BEFORE, zero, update.changes());
    byte[] journal = JournalCodec.encodeRelative(
        update.journal(),
        update.last().offset(),
        new JournalCodec.Move(update.delta(), update.changes()));
    request.set(ItemCodec.SOURCE, source);
    request.set(ItemCodec.OFFSET, ItemCodec.number(update.last().offset()));
    request.set(ItemCodec.JOURNAL, AttributeValue.fromB(SdkBytes.fromByteArrayUnsafe(journal)));
    request.remove(ItemCodec.EXPIRES_AT); // another program may have given the item a value
    update.updatedAt().ifPresent(at -> request.set(ItemCodec.UPDATED_AT, ItemCodec.time(at)));
    return request
        .build(table, update.counter())
        .returnValues(ReturnValue.ALL_NEW)
        .build();
  }

  private static void require(UpdateRequest request, BlindUpdate update, String source) {
    String first = request.value(ItemCodec.number(update.first().offset()));
    String item = within(request, ItemCodec.VALUE, update.values())
        + " AND " + within(request, ItemCodec.VERSION, update.versions())
        + " AND " + request.absence(ItemCodec.DELETED_AT)
        + " AND (" + request.name(ItemCodec.SOURCE) + "=" + source
        + " AND " + request.name(ItemCodec.OFFSET) + "<" + first
        + " OR " + request.absence(ItemCodec.SOURCE)
        + " AND " + request.absence(ItemCodec.OFFSET)
        + " AND " + request.absence(ItemCodec.OTHER_LOGS) + ")";
    request.require(
        update.mayBeAbsent() ? request.absence(ItemCodec.COUNTER) + " OR " + item : item);
  }

  private static String within(UpdateRequest request, String attribute, BlindUpdate.Range range) {
    return request.name(attribute) + " BETWEEN " + request.value(ItemCodec.number(range.least()))
        + " AND " + request.value(ItemCodec.number(range.most()));
  }

  /** Adds to a number, 0 if it is absent, and keeps the number from before. */
  private static void add(
      UpdateRequest request, String attribute, String before, String zero, long summand) {
    String old = "if_not_exists(" + request.name(attribute) + "," + zero + ")";
    request.set(before, old);
    request.setSum(attribute, old, ItemCodec.number(summand));
  }
}
