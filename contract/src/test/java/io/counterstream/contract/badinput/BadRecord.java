package io.counterstream.contract.badinput;

import io.counterstream.contract.Outcome.Rejected;
import io.counterstream.contract.json.DecodedCommand;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A record that is not a valid command, and its decoding.
 *
 * @param because the rule that it breaks
 * @param key may be null
 * @param value may be null
 * @param decoding exactly what the codec returns
 */
public record BadRecord(String because, byte[] key, byte[] value, DecodedCommand decoding) {
  /** Every bad record of the tables, each with one fault unless its rule says otherwise. */
  public static List<BadRecord> all() {
    List<BadRecord> all = new ArrayList<>();
    all.addAll(UnreadableRecords.all());
    all.addAll(InvalidFields.all());
    all.addAll(InvalidValues.all());
    all.addAll(WrongKeys.all());
    return all;
  }

  static BadRecord unreadable(String because, byte[] value, String message) {
    return new BadRecord(because, Shorthand.KEY, value, new DecodedCommand.Unreadable(message));
  }

  static BadRecord wrongKey(String because, byte[] key, String found) {
    String message =
        "the record's key must be the counter's name in UTF-8, expected 'c', found " + found;
    return new BadRecord(
        because,
        key,
        Shorthand.bytes("{ID, C, 'delta':1, 'expected':1}"),
        new DecodedCommand.Invalid("i", Optional.of("c"), Rejected.WRONG_KEY, message));
  }

  /** In shorthand; the counter is known where it is written as one {@code C} and nothing else. */
  static BadRecord invalid(String because, String shorthand, String message) {
    boolean named = shorthand.matches("(?s).*\\bC\\b.*")
        && !shorthand.matches("(?s).*\\bC\\b.*(\\bC\\b|'counter').*");
    Optional<String> counter = named ? Optional.of("c") : Optional.empty();
    return new BadRecord(
        because,
        Shorthand.KEY,
        Shorthand.bytes(shorthand),
        new DecodedCommand.Invalid("i", counter, Rejected.INVALID, message));
  }

  /**
   * Rows of {@code because | part of the value | part of the message}, each part put in place of
   * the {@code #}.
   */
  static List<BadRecord> invalidRows(String shorthand, String message, String rows) {
    return rows.lines()
        .map(row -> row.split(" +\\| *", -1))
        .map(cell -> invalid(
            cell[0].strip(),
            shorthand.replace("#", cell[1]),
            message.replace("#", cell[2].strip())))
        .toList();
  }

  @Override
  public String toString() {
    return because;
  }
}
