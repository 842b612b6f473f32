package io.counterstream.core.journal;

import java.util.Optional;

/**
 * Journal entries with equal steps. Arithmetic on values wraps at 64 bits, as steps do, so that
 * there is a step between any two values.
 *
 * @param offset the oldest entry's offset
 * @param value the value that the oldest command was decided against
 * @param version the version that the oldest command was decided against
 * @param offsetStep from one entry to the next, 1 or more; 0 in a run of one
 * @param valueStep from one entry to the next
 * @param versionStep from one entry to the next
 * @param count the number of entries, 1 or more
 */
record Run(
    long offset,
    long value,
    long version,
    long offsetStep,
    long valueStep,
    long versionStep,
    int count) {
  /** The size of a run in memory with the reference to it, in bytes. */
  static final long MEMORY_BYTES = 68;

  /** The size of a list of runs in memory without the runs, in bytes. */
  static final long LIST_MEMORY_BYTES = 48;

  /** A run of one entry. */
  Run(long offset, long value, long version) {
    this(offset, value, version, 0, 0, 0, 1);
  }

  long offsetAt(int index) {
    return offset + index * offsetStep;
  }

  long valueAt(int index) {
    return value + index * valueStep;
  }

  long versionAt(int index) {
    return version + index * versionStep;
  }

  Journal.Entry entryAt(int index) {
    return new Journal.Entry(offsetAt(index), valueAt(index), versionAt(index));
  }

  long lastOffset() {
    return offsetAt(count - 1);
  }

  Optional<Journal.Entry> find(long wanted) {
    long distance = wanted - offset;
    long index = offsetStep == 0 ? 0 : distance / offsetStep;
    return index * offsetStep == distance ? Optional.of(entryAt((int) index)) : Optional.empty();
  }

  /** The entries at or above {@code least}; there must be at least one. */
  Run from(long least) {
    if (least <= offset) {
      return this;
    }
    int skip = (int) ((least - offset + offsetStep - 1) / offsetStep);
    int left = count - skip;
    return left == 1
        ? new Run(offsetAt(skip), valueAt(skip), versionAt(skip))
        : new Run(
            offsetAt(skip),
            valueAt(skip),
            versionAt(skip),
            offsetStep,
            valueStep,
            versionStep,
            left);
  }

  Run shiftedBy(long values, long versions) {
    return new Run(
        offset, value + values, version + versions, offsetStep, valueStep, versionStep, count);
  }

  /** This run with one more entry, if the entry continues the run's step. */
  Optional<Run> extendedBy(Run single) {
    int last = count - 1;
    long offsets = single.offset - offsetAt(last);
    long values = single.value - valueAt(last);
    long versions = single.version - versionAt(last);
    boolean fits =
        count == 1 || (offsets == offsetStep && values == valueStep && versions == versionStep);
    return fits && count < Integer.MAX_VALUE
        ? Optional.of(new Run(offset, value, version, offsets, values, versions, count + 1))
        : Optional.empty();
  }
}
