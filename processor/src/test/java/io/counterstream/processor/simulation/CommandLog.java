package io.counterstream.processor.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.counterstream.core.LogSource;
import io.counterstream.core.LoggedCommand;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** One partition of one command topic: records at rising offsets, from a start to an end. */
final class CommandLog {
  /** The topic to which replies are sent; it has as many partitions as the command topic. */
  static final String REPLIES = "replies";

  private static final int ID_OFFSET = "\"commandId\":\"".length();

  private final LogSource source;
  private final TreeMap<Long, Entry> records = new TreeMap<>();

  /** The records as they were before each truncation, the last one first. */
  private final Deque<TreeMap<Long, Entry>> before = new ArrayDeque<>();

  /** Where each leader epoch begins. */
  private final TreeMap<Integer, Long> epochs = new TreeMap<>(Map.of(0, 0L));

  private long start;
  private long end;
  private Optional<Long> truncatedFrom = Optional.empty();
  private boolean deleted;

  /**
   * A record.
   *
   * @param offset its offset
   * @param leaderEpoch the leader epoch that it was appended in
   * @param key its key
   * @param value its value
   * @param command the command in it; empty if it is none
   */
  record Entry(
      long offset, int leaderEpoch, byte[] key, byte[] value, Optional<LoggedCommand> command) {
    /** Its id as the record and its outcome have it, or all of the record if that has none. */
    String commandId() {
      String text = new String(value, UTF_8);
      int begin = text.indexOf("\"commandId\":");
      return begin < 0 ? text : text.substring(begin, text.indexOf('"', begin + ID_OFFSET) + 1);
    }

    /** Whether it is a command of this counter. */
    boolean isOf(String counter) {
      return command
          .filter(logged -> logged.command().counter().equals(counter))
          .isPresent();
    }

    /** A fourth of the records ask for a reply; what they ask for never changes. */
    Headers headers(int partition) {
      Headers headers = new RecordHeaders();
      if (offset % 4 == 0) {
        headers.add("kafka_replyTopic", REPLIES.getBytes(UTF_8));
        headers.add(
            "kafka_replyPartition",
            ByteBuffer.allocate(Integer.BYTES).putInt(partition).array());
      }
      return headers;
    }

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

  /** The records that the log has or had at an offset; more than one if it was truncated. */
  List<Entry> at(long offset) {
    List<Entry> all = new ArrayList<>();
    for (TreeMap<Long, Entry> generation : generations()) {
      Entry entry = generation.get(offset);
      if (entry != null && !all.contains(entry)) {
        all.add(entry);
      }
    }
    return all;
  }

  /** The records by offset, as they are and as they were before each truncation. */
  List<TreeMap<Long, Entry>> generations() {
    List<TreeMap<Long, Entry>> all = new ArrayList<>();
    all.add(records);
    all.addAll(before);
    return all;
  }

  /** Loses the records from an offset on: a replica without them becomes the leader. */
  void truncate(long offset) {
    before.push(new TreeMap<>(records));
    records.tailMap(offset).clear();
    end = offset;
    int epoch = epochs.lastKey() + 1;
    epochs.values().removeIf(first -> first >= offset);
    epochs.put(epoch, offset);
    truncatedFrom = Optional.of(Math.min(offset, truncatedFrom.orElse(offset)));
  }

  /** The first offset that was given to a second record; none if the log was not truncated. */
  Optional<Long> truncatedFrom() {
    return truncatedFrom;
  }

  int leaderEpoch() {
    return epochs.lastKey();
  }

  /** The offset after the last record of an epoch, as a leader tells it to consumers. */
  long endOfEpoch(int epoch) {
    Map.Entry<Integer, Long> next = epochs.higherEntry(epoch);
    return next == null ? end : next.getValue();
  }

  /** Every record that the log has, or had until it was removed as one of the oldest. */
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
