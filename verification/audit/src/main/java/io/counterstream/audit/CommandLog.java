package io.counterstream.audit;

import io.counterstream.contract.IncrementCommand;
import io.counterstream.contract.Outcome.Rejected;
import io.counterstream.contract.json.DecodedCommand;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The command topic as it was read: a row for each record, found by number or by position. */
final class CommandLog {
  static final int NONE = -1;

  private static final Form[] FORMS = Form.values();
  private static final Word[] WORDS = Word.values();
  private static final Request NO_REQUEST = new Request(0, Word.ANY, 0, Request.ANY_VERSION);

  // partition, offset, form, counter, decided, rejected, delta, word, expected, expectedVersion
  private final Rows rows = new Rows(10);
  private final Map<Integer, Partition> partitions = new HashMap<>();
  private final Map<String, Integer> numbers = new HashMap<>();
  private final List<String> names = new ArrayList<>();

  /** The rows of one partition, in the order of its log. */
  private static final class Partition {
    private int[] rows = new int[64];
    private int size;

    void add(int row) {
      if (size == rows.length) {
        rows = Arrays.copyOf(rows, size + size / 2);
      }
      rows[size++] = row;
    }
  }

  void add(Position position, DecodedCommand command) {
    Partition partition =
        partitions.computeIfAbsent(position.partition(), unused -> new Partition());
    if (partition.size > 0) {
      long last = rows.get(partition.rows[partition.size - 1], 1);
      if (position.offset() <= last) {
        throw new IllegalArgumentException("commands must be given in the order of their log, but "
            + position + " came after offset " + last);
      }
    }
    partition.add(rows.size());
    add(logged(position, command));
  }

  private LoggedCommand logged(Position position, DecodedCommand decoded) {
    if (decoded instanceof DecodedCommand.Valid valid) {
      return valid(position, valid.command());
    }
    if (decoded instanceof DecodedCommand.Invalid invalid) {
      Form form = invalid.reason().equals(Rejected.WRONG_KEY) ? Form.WRONG_KEY : Form.INVALID;
      long rejected =
          Fingerprint.ofFault(invalid.commandId(), invalid.counter(), invalid.message());
      return new LoggedCommand(position, form, NONE, 0, rejected, NO_REQUEST);
    }
    return new LoggedCommand(position, Form.UNREADABLE, NONE, 0, 0, NO_REQUEST);
  }

  private LoggedCommand valid(Position position, IncrementCommand command) {
    Word word = Word.of(command.expected());
    return new LoggedCommand(
        position,
        Form.VALID,
        numberOf(command.counter()),
        Fingerprint.ofDecided(
            command.commandId(),
            command.counter(),
            command.delta(),
            command.expected(),
            command.expectedVersion()),
        Fingerprint.ofOverflow(command.commandId(), Optional.of(command.counter())),
        new Request(
            command.delta(),
            word,
            word.valueOf(command.expected()),
            command.expectedVersion().orElse(Request.ANY_VERSION)));
  }

  private void add(LoggedCommand command) {
    rows.add(
        command.position().partition(),
        command.position().offset(),
        command.form().ordinal(),
        command.counter(),
        command.decided(),
        command.rejected(),
        command.request().delta(),
        command.request().word().ordinal(),
        command.request().expected(),
        command.request().expectedVersion());
  }

  int size() {
    return rows.size();
  }

  LoggedCommand get(int row) {
    return new LoggedCommand(
        new Position((int) rows.get(row, 0), rows.get(row, 1)),
        FORMS[(int) rows.get(row, 2)],
        (int) rows.get(row, 3),
        rows.get(row, 4),
        rows.get(row, 5),
        new Request(
            rows.get(row, 6), WORDS[(int) rows.get(row, 7)], rows.get(row, 8), rows.get(row, 9)));
  }

  /** The row of the command at this position, or {@link #NONE}. */
  int find(Position position) {
    Partition partition = partitions.get(position.partition());
    int low = 0;
    int high = partition == null ? -1 : partition.size - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      long offset = rows.get(partition.rows[middle], 1);
      if (offset == position.offset()) {
        return partition.rows[middle];
      }
      if (offset < position.offset()) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return NONE;
  }

  /** The number of a counter, which it gets when it is first named. */
  int numberOf(String counter) {
    Integer known = numbers.putIfAbsent(counter, names.size());
    if (known == null) {
      names.add(counter);
      return names.size() - 1;
    }
    return known;
  }

  /** The counters by number. */
  List<String> counters() {
    return names;
  }
}
