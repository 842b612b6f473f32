package io.counterstream.processor.simulation;

import io.counterstream.core.LogSource;
import io.counterstream.core.LoggedCommand;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** One partition of one command topic: records at rising offsets, from a start to an end. */
final class CommandLog {
  private final LogSource source;
  private final TreeMap<Long, Entry> records = new TreeMap<>();
  private long start;
  private long end;
  private boolean deleted;

  /**
   * A record.
   *
   * @param offset its offset
   * @param key its key
   * @param value its value
   * @param command the command in it; empty if it is none
   */
  record Entry(long offset, byte[] key, byte[] value, Optional<LoggedCommand> command) {
    /** Its timestamp in the log, which differs from every other record's. */
    long timestampMillis() {
      return offset;
    }
  }

  CommandLog(LogSource source) {
    this.source = source;
  }

  LogSource source() {
    return source;
  }

  /** Skips offsets, as transaction markers do. */
  void skip(int offsets) {
    end += offsets;
  }

  long append(Entry entry) {
    records.put(entry.offset(), entry);
    end = entry.offset() + 1;
    return entry.offset();
  }

  /** The records from an offset on, at most so many. */
  List<Entry> from(long offset, int countMax) {
    List<Entry> read = new ArrayList<>();
    for (Entry entry : records.tailMap(Math.max(offset, start)).values()) {
      if (read.size() == countMax) {
        break;
      }
      read.add(entry);
    }
    return read;
  }

  Optional<Entry> at(long offset) {
    return Optional.ofNullable(records.get(offset));
  }

  /** Every record that the log has or had, unless it was truncated. */
  Iterable<Entry> all() {
    return records.values();
  }

  /** Removes the records below an offset, as retention does. */
  void deleteRecordsBelow(long offset) {
    start = offset;
  }

  /** Whether a record at this offset was removed. */
  boolean isRemoved(long offset) {
    return offset < start;
  }

  long start() {
    return start;
  }

  long end() {
    return end;
  }

  void delete() {
    deleted = true;
  }

  boolean isDeleted() {
    return deleted;
  }
}
