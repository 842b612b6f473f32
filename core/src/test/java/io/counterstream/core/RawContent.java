package io.counterstream.core;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the simulated table holds of an item that a {@link CounterItem} does not tell. Numbers are
 * {@link BigDecimal}s; other types are texts.
 *
 * @param value the attribute {@code value}; empty if it is absent
 * @param version the attribute {@code version}; empty if it is absent
 * @param writer source and offset of the last writer
 * @param keptValue the value that the item keeps while it is unusable: from before a blind update
 * @param keptVersion the version that the item keeps while it is unusable
 * @param open whether the journal is that of a blind update which met a fraction
 * @param tombstone whether the item says that the counter was deleted
 */
record RawContent(
    Optional<Object> value,
    Optional<Object> version,
    Optional<LogPosition> writer,
    Optional<Object> keptValue,
    Optional<Object> keptVersion,
    boolean open,
    boolean tombstone)
    implements RawItem {
  private static final BigDecimal VERSION_MAX = BigDecimal.valueOf(CounterItem.VERSION_MAX);

  /** Attributes that no blind update moved. */
  static RawContent of(
      Optional<Object> value,
      Optional<Object> version,
      Optional<LogPosition> writer,
      boolean tombstone) {
    return new RawContent(value, version, writer, value, version, false, tombstone);
  }

  @Override
  public long memoryBytes() {
    return keptValue.map(kept -> (long) kept.toString().length()).orElse(0L);
  }

  /** The attributes of any item. */
  static RawContent of(CounterItem item) {
    if (item.raw().isPresent()) {
      return (RawContent) item.raw().get();
    }
    OptionalLong version = item.usable().storedVersion();
    return of(
        Optional.of(BigDecimal.valueOf(item.usable().value())),
        version.isPresent()
            ? Optional.of(BigDecimal.valueOf(version.getAsLong()))
            : Optional.empty(),
        writer(item),
        item.usable().tombstone());
  }

  static Optional<LogPosition> writer(CounterItem item) {
    return item.lastWriter().map(log -> new LogPosition(log.source(), log.offset()));
  }

  /** The item that a put leaves. An unusable one keeps its value and version. */
  static CounterItem leftBy(ConditionalPut put) {
    if (put.item().content() instanceof CounterItem.Usable) {
      return put.item();
    }
    RawContent seen = of(put.seen().orElseThrow());
    return of(seen.keptValue, seen.keptVersion, writer(put.item()), seen.tombstone)
        .item(put.item());
  }

  /** Whether a blind update moved a fraction, and this is not undone yet. */
  boolean isMoved() {
    return open;
  }

  /** Whether an unusable item kept what it had. */
  boolean keeps(RawContent before) {
    return before.keptValue.equals(keptValue) && before.keptVersion.equals(keptVersion);
  }

  /** An item with these attributes, as the port returns it. */
  CounterItem item(CounterItem rest) {
    Optional<BigDecimal> number = integer(keptValue);
    Optional<BigDecimal> change = integer(keptVersion)
        .filter(version -> version.signum() >= 0 && version.compareTo(VERSION_MAX) <= 0);
    boolean usable = number.isPresent() && (change.isPresent() || keptVersion.isEmpty());
    CounterItem.Content content = usable
        ? new CounterItem.Usable(
            number.get().longValueExact(),
            change
                .map(version -> OptionalLong.of(version.longValueExact()))
                .orElse(OptionalLong.empty()),
            tombstone)
        : new CounterItem.Unusable("value " + keptValue + ", version " + keptVersion);
    boolean plain = usable && !open;
    return new CounterItem(
        rest.counter(),
        content,
        rest.logs(),
        rest.updatedAt(),
        plain ? Optional.empty() : Optional.of(this));
  }

  private static Optional<BigDecimal> integer(Optional<Object> attribute) {
    return number(attribute).filter(number -> {
      try {
        number.longValueExact();
        return true;
      } catch (ArithmeticException other) {
        return false;
      }
    });
  }

  /** The attribute if it is a number. */
  static Optional<BigDecimal> number(Optional<Object> attribute) {
    return attribute.filter(BigDecimal.class::isInstance).map(BigDecimal.class::cast);
  }
}
