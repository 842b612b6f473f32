package io.counterstream.dynamodb;

import io.counterstream.contract.CounterState;
import io.counterstream.core.journal.JournalCodec;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
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
  /** The precision of DynamoDB's numbers, in decimal digits. */
  private static final int DIGITS_MAX = 38;

  private static final MathContext DOWN = new MathContext(DIGITS_MAX, RoundingMode.DOWN);
  private static final MathContext UP = new MathContext(DIGITS_MAX, RoundingMode.UP);

  /**
   * The blind update of an item that has no {@link #base}: it met a fraction. Empty if there is
   * none.
   */
  static Optional<MetFraction> of(ItemReader reader, Map<String, AttributeValue> attributes) {
    Optional<JournalCodec.Move> move = move(reader);
    if (move.isEmpty()) {
      return Optional.empty();
    }
    Map<String, AttributeValue> before = RawAttributes.contentOf(attributes);
    if (isSum(reader, ItemCodec.VALUE, ItemCodec.VALUE_BEFORE, move.get().delta())) {
      before.put(ItemCodec.VALUE, attributes.get(ItemCodec.VALUE_BEFORE));
    }
    if (isSum(reader, ItemCodec.VERSION, ItemCodec.VERSION_BEFORE, move.get().changes())) {
      before.put(ItemCodec.VERSION, attributes.get(ItemCodec.VERSION_BEFORE));
    }
    return Optional.of(new MetFraction(before));
  }

  /** The state that a relative journal refers to, unless the update met a fraction. */
  static Optional<CounterState> base(ItemReader reader) {
    if (move(reader).isEmpty()) {
      return Optional.empty();
    }
    BigDecimal value = before(reader, ItemCodec.VALUE_BEFORE);
    BigDecimal version = before(reader, ItemCodec.VERSION_BEFORE);
    if (isFraction(value) || isFraction(version)) {
      return Optional.empty();
    }
    try {
      return Optional.of(new CounterState(value.longValueExact(), version.longValueExact()));
    } catch (ArithmeticException | IllegalArgumentException noState) {
      throw reader.fault(
          ItemCodec.VALUE_BEFORE,
          "with versionBefore the state that the journal is relative to (" + noState.getMessage()
              + ")");
    }
  }

  private static boolean isFraction(BigDecimal number) {
    return number.scale() > 0 && number.stripTrailingZeros().scale() > 0;
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

  /**
   * Whether a number is the one before the update plus what that added, as DynamoDB may have
   * rounded it; else another program has edited it since.
   */
  private static boolean isSum(ItemReader reader, String now, String beforeIt, long added) {
    BigDecimal sum = before(reader, beforeIt).add(BigDecimal.valueOf(added));
    return reader
        .numberIfOne(now)
        .filter(number ->
            number.compareTo(sum.round(DOWN)) == 0 || number.compareTo(sum.round(UP)) == 0)
        .isPresent();
  }
}
