package io.counterstream.cli.publish;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.csv.CsvFactory;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import io.counterstream.cli.terminal.CliException;
import io.counterstream.cli.terminal.JsonLine;
import io.counterstream.cli.terminal.PrintableText;
import io.counterstream.contract.json.DecodedCommand;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Commands as comma-separated values, one per line. The first line names the columns, which are the
 * fields of a command in any order; {@code commandId} and {@code expectedVersion} may be missing,
 * as columns or as values. Quotes can't contain a line break, so that an unbalanced quote affects
 * only its own line.
 */
final class CsvCommands implements LineFormat {
  private static final String ID = "commandId";
  private static final String VERSION = "expectedVersion";
  private static final Set<String> REQUIRED = Set.of("counter", "delta", "expected");
  private static final Set<String> KNOWN = Set.of(ID, "counter", "delta", "expected", VERSION);
  private static final Set<String> TEXTS = Set.of(ID, "counter");
  private static final Pattern INTEGER = Pattern.compile("-?(0|[1-9]\\d*)");
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private static final CsvFactory FACTORY =
      CsvFactory.builder().enable(CsvParser.Feature.TRIM_SPACES).build();

  private List<String> columns = List.of();

  @Override
  public void readHeader(InputLines lines) throws IOException {
    Optional<InputLines.Line> line = lines.next();
    if (line.isEmpty()) {
      return;
    }
    try {
      columns = List.copyOf(cells(line.get()));
    } catch (IOException malformed) {
      throw fault(line.get(), "found something else");
    }
    Set<String> unknown = new HashSet<>(columns);
    unknown.removeAll(KNOWN);
    boolean repeated = Set.copyOf(columns).size() < columns.size();
    if (!columns.containsAll(REQUIRED) || !unknown.isEmpty() || repeated) {
      throw fault(line.get(), "found " + PrintableText.of(String.join(",", columns)));
    }
  }

  @Override
  public DecodedCommand decode(InputLines.Line line, String id) {
    if (line.isCut()) {
      return LineFormat.tooLong(line);
    }
    try {
      List<String> cells = cells(line);
      if (cells.size() != columns.size()) {
        return new DecodedCommand.Unreadable("expected " + columns.size() + " values ("
            + String.join(",", columns) + "), found " + cells.size());
      }
      String json = JsonLine.of(fields -> write(cells, id, fields));
      return JsonCommands.decode(json.getBytes(StandardCharsets.UTF_8));
    } catch (CharacterCodingException notUtf8) {
      return new DecodedCommand.Unreadable("expected UTF-8, found other bytes");
    } catch (IOException malformed) {
      return new DecodedCommand.Unreadable(
          "expected comma-separated values on one line, found an unbalanced quote");
    }
  }

  private void write(List<String> cells, String id, JsonGenerator json) throws IOException {
    if (!columns.contains(ID)) {
      json.writeStringField(ID, id);
    }
    for (int i = 0; i < cells.size(); i++) {
      String name = columns.get(i);
      String cell = cells.get(i);
      boolean isNumber = !TEXTS.contains(name) && INTEGER.matcher(cell).matches();
      if (name.equals(ID)) {
        json.writeStringField(ID, cell.isEmpty() ? id : cell);
      } else if (isNumber) {
        json.writeFieldName(name);
        json.writeNumber(cell);
      } else if (!(name.equals(VERSION) && cell.isEmpty())) {
        json.writeStringField(name, cell);
      }
    }
  }

  private static List<String> cells(InputLines.Line line) throws IOException {
    String text = StandardCharsets.UTF_8
        .newDecoder()
        .decode(ByteBuffer.wrap(line.bytes()))
        .toString()
        .strip();
    String row = line.number() == 1 && !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK
        ? text.substring(1)
        : text;
    List<String> cells = new ArrayList<>();
    try (CsvParser parser = FACTORY.createParser(row)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token == JsonToken.VALUE_STRING) {
          cells.add(parser.getText());
        }
      }
    }
    return cells;
  }

  private static CliException fault(InputLines.Line line, String found) {
    return CliException.usage(
        "line " + line.number() + ": the first line of CSV must name the columns: counter, delta,"
            + " expected, and optionally commandId and expectedVersion; " + found,
        null);
  }
}
