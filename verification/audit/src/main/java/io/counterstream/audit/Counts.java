package io.counterstream.audit;

/**
 * How much was seen, so that nobody takes an empty run for a good one.
 *
 * @param commands records of the command topic
 * @param counters counters that a command, an edit or an item named
 * @param applied results that say applied
 * @param conflicts results that say conflict
 * @param overflows rejections because of an overflow
 * @param invalid rejections because of a fault in a field
 * @param wrongKeys rejections because of the record's key
 * @param deadLetters dead letters
 * @param edits writes of the table from outside
 * @param calls intervals of clients
 * @param items items of the table
 */
public record Counts(
    long commands,
    long counters,
    long applied,
    long conflicts,
    long overflows,
    long invalid,
    long wrongKeys,
    long deadLetters,
    long edits,
    long calls,
    long items) {
  @Override
  public String toString() {
    return "%d commands of %d counters (%d applied, %d conflicts, %d overflows, %d invalid, "
            .formatted(commands, counters, applied, conflicts, overflows, invalid)
        + "%d wrong keys, %d dead letters), %d calls, %d edits, %d items"
            .formatted(wrongKeys, deadLetters, calls, edits, items);
  }
}
