package io.counterstream.cli.publish;

import io.counterstream.contract.json.Utf8;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Reads the values of a record of comma-separated values. Libraries for this format are made to
 * accept: they take a quote in a value without quotes for a character, go on after an unbalanced
 * quote with what follows it, and do not say at which byte. This one refuses whatever could be read
 * in two ways.
 */
final class CsvRecord {
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private static final String LINE_BREAK =
      "a line break inside quotes (if no quote is missing, send the command as JSON)";
  private static final Pattern SPACES_AT_END = Pattern.compile("[ \t]+$");

  private final byte separator;
  private final List<String> values = new ArrayList<>();
  private final ByteArrayOutputStream value = new ByteArrayOutputStream();
  private CsvState state = CsvState.START;
  private boolean isQuoted;
  private int quoteAt;

  private CsvRecord(char separator) {
    this.separator = (byte) separator;
  }

  /**
   * Returns the values.
   *
   * @throws MalformedCsvException that names the first byte that is wrong
   */
  static List<String> values(byte[] record, char separator) throws MalformedCsvException {
    int fault = Utf8.firstFault(record);
    if (fault != Utf8.WELL_FORMED) {
      throw new MalformedCsvException("bytes that are not UTF-8 text", fault);
    }
    int length = record.length;
    while (length > 0 && record[length - 1] == '\r') {
      length--;
    }
    CsvRecord reader = new CsvRecord(separator);
    for (int i = 0; i < length; i++) {
      reader.accept(record[i], i);
    }
    return reader.end();
  }

  private void accept(byte next, int place) throws MalformedCsvException {
    CsvState former = state;
    state = former.after(next, separator);
    boolean isBreak = next == '\n' || next == '\r';
    refuse(isBreak && former == CsvState.QUOTED, LINE_BREAK, place);
    refuse(isBreak, "a carriage return that ends no line", place);
    switch (state) {
      case START -> {
        if (next == separator) {
          endValue();
        }
      }
      case PLAIN -> {
        refuse(next == '"', "a quote in a value without quotes", place);
        value.write(next);
      }
      case QUOTED -> {
        if (former == CsvState.START) {
          isQuoted = true;
          quoteAt = place;
        } else {
          boolean belongs = former == CsvState.QUOTED || former == CsvState.QUOTE && next == '"';
          refuse(!belongs, "text behind a quote that ends a value", place);
          value.write(next);
        }
      }
      case QUOTE, QUOTE_AND_SPACE ->
        refuse(
            former == CsvState.QUOTE_AND_SPACE && next == '"',
            "text behind a quote that ends a value",
            place);
      default -> throw new AssertionError(state);
    }
  }

  private List<String> end() throws MalformedCsvException {
    refuse(state == CsvState.QUOTED, "an unbalanced quote", quoteAt);
    endValue();
    return values;
  }

  private void endValue() throws MalformedCsvException {
    String text = value.toString(StandardCharsets.UTF_8);
    refuse(
        values.isEmpty() && text.startsWith(BYTE_ORDER_MARK),
        "a byte order mark that does not begin the input",
        0);
    values.add(isQuoted ? text : SPACES_AT_END.matcher(text).replaceFirst(""));
    value.reset();
    isQuoted = false;
  }

  private static void refuse(boolean isFault, String found, int place)
      throws MalformedCsvException {
    if (isFault) {
      throw new MalformedCsvException(found, place);
    }
  }
}
