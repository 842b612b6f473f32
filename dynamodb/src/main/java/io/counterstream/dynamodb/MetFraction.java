package io.counterstream.dynamodb;

import io.counterstream.contract.CounterState;
import io.counterstream.core.journal.JournalCodec;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A blind update that met a value or version that is a fraction, and is not undone yet. No
 * condition of DynamoDB tells a fraction from an integer.
 *
 * @param before value and version to restore: from before the update, or as edited since
 */
record MetFraction(Map<String, AttributeValue> before) {

  /** The blind update of an item, if there is one that met a fraction. */
  static Optional<MetFraction> of(ItemReader reader, Map<String, AttributeValue> attributes) {
    Optional<JournalCodec.Move> move = move(reader);
    if (move.isEmpty() || base(reader).isPresent()) {
      return Optional.empty();
    }
    Map<String, AttributeValue> before = RawAttributes.contentOf(attributes);
    restore(
        before,
        ItemCodec.VALUE,
        before(reader, ItemCodec.VALUE_BEFORE),
        move.get().delta());
    restore(
        before,
        ItemCodec.VERSION,
        before(reader, ItemCodec.VERSION_BEFORE),
        move.get().changes());
    return Optional.of(new MetFraction(before));
  }

  /** The state that a relative journal refers to, unless the update met a fraction. */
  static Optional<CounterState> base(ItemReader reader) {
    if (move(reader).isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(new CounterState(
          before(reader, ItemCodec.VALUE_BEFORE).longValueExact(),
          before(reader, ItemCodec.VERSION_BEFORE).longValueExact()));
    } catch (ArithmeticException fraction) {
      return Optional.empty();
    } catch (IllegalArgumentException noState) {
      throw reader.fault(ItemCodec.VERSION_BEFORE, "a version (" + noState.getMessage() + ")");
    }
  }

  private static Optional<JournalCodec.Move> move(ItemReader reader) {
    try {
      return reader.binary(ItemCodec.JOURNAL).flatMap(JournalCodec::move);
    } catch (IllegalArgumentException malformed) {
      throw reader.fault(ItemCodec.JOURNAL, "a journal (" + malformed.getMessage() + ")");
    }
  }

  private static BigDecimal before(ItemReader reader, String attribute) {
    return reader
        .number(attribute)
        .orElseThrow(() -> reader.fault(attribute, "a number, as the journal is relative to it"));
  }

  /** Restores a number, unless another program has edited it since. */
  private static void restore(
      Map<String, AttributeValue> content, String attribute, BigDecimal before, long added) {
    AttributeValue now = content.get(attribute);
    boolean untouched = now != null
        && now.n() != null
        && new BigDecimal(now.n()).compareTo(before.add(BigDecimal.valueOf(added))) == 0;
    if (untouched) {
      content.put(attribute, AttributeValue.fromN(before.toPlainString()));
    }
  }
}
