package io.counterstream.cli.publish;

import io.counterstream.cli.terminal.PrintableText;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The first line of CSV: the names of the columns, in any order.
 *
 * @param columns the names
 * @param separator what is between them, and between the values below
 */
record CsvHeader(List<String> columns, char separator) {
  /** The columns that may be missing, and whose values may be. */
  private static final Set<String> OPTIONAL =
      Set.of("commandId", "expectedVersion", "min", "max", "delete");

  private static final Set<String> REQUIRED = Set.of("counter", "delta", "expected");

  /** Returns the header that this line is, with or without faults; empty if it names no column. */
  static Optional<CsvHeader> of(byte[] line) {
    return Stream.of(',', ';', '\t')
        .map(separator -> read(line, separator))
        .flatMap(Optional::stream)
        .filter(header -> header.columns.stream().anyMatch(CsvHeader::isKnown))
        .findFirst();
  }

  /** Returns the line's values as a header. */
  static CsvHeader ofValues(byte[] line) {
    return of(line).or(() -> read(line, ',')).orElse(new CsvHeader(List.of(), ','));
  }

  /** Whether a value may be missing: a command that deletes has no {@code delta}. */
  boolean mayLack(String column) {
    return OPTIONAL.contains(column) || column.equals("delta") && columns.contains("delete");
  }

  /** Returns what is wrong with it; empty if it is valid. */
  Optional<String> fault() {
    boolean repeated = Set.copyOf(columns).size() < columns.size();
    return REQUIRED.stream().allMatch(name -> columns.contains(name) || mayLack(name))
            && columns.stream().allMatch(CsvHeader::isKnown)
            && !repeated
        ? Optional.empty()
        : Optional.of(
            columns.isEmpty()
                ? "something else"
                : PrintableText.of(String.join(String.valueOf(separator), columns)));
  }

  private static boolean isKnown(String column) {
    return REQUIRED.contains(column) || OPTIONAL.contains(column);
  }

  private static Optional<CsvHeader> read(byte[] line, char separator) {
    try {
      return Optional.of(new CsvHeader(List.copyOf(CsvRecord.values(line, separator)), separator));
    } catch (MalformedCsvException none) {
      return Optional.empty();
    }
  }
}
