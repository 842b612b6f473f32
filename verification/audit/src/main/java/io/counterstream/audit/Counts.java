package io.counterstream.audit;

/**
 * How much an audit observed, so that an empty run is not taken for a good one.
 *
 * @param commands records of the command topic
 * @param counters counters that a command, an edit or an item names
 * @param applied applied outcomes
 * @param conflicts conflicts because of the expectation
 * @param outOfBounds conflicts because of the bounds
 * @param overflows rejections because of an overflow
 * @param invalid rejections because of an invalid field
 * @param wrongKeys rejections because of the record's key
 * @param unusable rejections because the item held no valid state
 * @param deadLetters dead letters
 * @param lost commands without outcome, deleted from their log before they were decided
 * @param torn outcomes that are repeated or missing because Kafka tore a transaction
 * @param edits writes of the table by others than the processor
 * @param calls commands whose time sent and time received are known
 * @param items items of the table
 */
public record Counts(
    long commands,
    long counters,
    long applied,
    long conflicts,
    long outOfBounds,
    long overflows,
    long invalid,
    long wrongKeys,
    long unusable,
    long deadLetters,
    long lost,
    long torn,
    long edits,
    long calls,
    long items) {
  @Override
  public String toString() {
    return "%d commands of %d counters (%d applied, %d conflicts, %d out of bounds, "
            .formatted(commands, counters, applied, conflicts, outOfBounds)
        + "%d overflows, %d invalid, ".formatted(overflows, invalid)
        + "%d wrong keys, %d unusable, %d dead letters, %d lost, %d torn), "
            .formatted(wrongKeys, unusable, deadLetters, lost, torn)
        + "%d calls, %d edits, %d items".formatted(calls, edits, items);
  }
}
