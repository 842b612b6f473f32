package io.counterstream.cli.publish;

import com.fasterxml.jackson.core.JsonGenerator;
import io.counterstream.cli.terminal.CliException;
import io.counterstream.cli.terminal.JsonLine;
import io.counterstream.contract.json.CommandCodec;
import io.counterstream.contract.json.DecodedCommand;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Commands as comma-separated values. The first line names the columns, which are the fields of a
 * command in any order; {@code commandId}, {@code expectedVersion}, {@code min}, {@code max} and
 * {@code delete} may be missing, as columns or as values, and {@code delta} where there is {@code
 * delete}. A record with a line break inside quotes is refused as one: no part of it is taken for a
 * record.
 */
final class CsvCommands implements LineFormat {
  private static final Set<String> TEXTS = Set.of("commandId", "counter");
  private static final Set<String> BOOLEANS = Set.of("true", "false");
  private static final Pattern INTEGER = Pattern.compile("-?(0|[1-9]\\d*)");

  private CsvHeader header = new CsvHeader(List.of(), ',');

  @Override
  public void readHeader(InputLines lines) throws IOException {
    Optional<InputLines.Line> line = lines.next(InputLines.Waiting.UNNOTICED);
    if (line.isPresent()) {
      header = CsvHeader.ofValues(line.get().bytes());
      header.fault().ifPresent(found -> {
        throw CliException.usage(
            "line " + line.get().number() + ": the first line of CSV must name the columns:"
                + " counter, delta, expected, and optionally commandId, expectedVersion, min, max"
                + " and delete; found "
                + found,
            null);
      });
      lines.endAt(new End((byte) header.separator()));
    }
  }

  @Override
  public DecodedCommand decode(InputLines.Line line, String id) {
    if (line.isCut()) {
      return LineFormat.tooLong(line);
    }
    try {
      List<String> values = CsvRecord.values(line.bytes(), header.separator());
      List<String> columns = header.columns();
      if (values.size() != columns.size()) {
        return new DecodedCommand.Unreadable("expected " + columns.size() + " values ("
            + String.join(",", columns) + "), found " + values.size());
      }
      String json = JsonLine.of(fields -> write(values, fields));
      return CommandCodec.decodeUnsent(json.getBytes(StandardCharsets.UTF_8), id);
    } catch (MalformedCsvException malformed) {
      return new DecodedCommand.Unreadable(malformed.getMessage());
    }
  }

  /** A last value without a line break may be the start of a longer one. */
  @Override
  public boolean isWhole(InputLines.Line line) {
    return false;
  }

  private void write(List<String> values, JsonGenerator json) throws IOException {
    for (int i = 0; i < values.size(); i++) {
      String name = header.columns().get(i);
      String value = values.get(i);
      boolean isMissing = value.isEmpty() && header.mayLack(name);
      if (name.equals("delete") && BOOLEANS.contains(value)) {
        json.writeBooleanField(name, Boolean.parseBoolean(value));
      } else if (!TEXTS.contains(name) && INTEGER.matcher(value).matches()) {
        json.writeFieldName(name);
        json.writeNumber(value);
      } else if (!isMissing) {
        json.writeStringField(name, value);
      }
    }
  }

  /** Finds the line breaks that are not inside quotes. */
  private static final class End implements InputLines.RecordEnd {
    private final byte separator;
    private CsvState state = CsvState.START;

    End(byte separator) {
      this.separator = separator;
    }

    @Override
    public boolean isAt(byte next) {
      state = state.after(next, separator);
      return next == '\n' && !isInside();
    }

    @Override
    public boolean isInside() {
      return state == CsvState.QUOTED;
    }

    @Override
    public void restart() {
      state = CsvState.START;
    }
  }
}
