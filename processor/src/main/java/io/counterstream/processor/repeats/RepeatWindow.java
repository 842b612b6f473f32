package io.counterstream.processor.repeats;

import java.util.Optional;

/**
 * The commands in the last offsets of one partition, in log order. Holds 64 bytes for each command
 * that it has room for, in arrays: a partition has one window, and an instance many partitions. Not
 * thread-safe.
 *
 * <p>The entries are a ring. Those with the same id are linked in a circle: the table has the last
 * one of each id, and the one after that is the first.
 */
final class RepeatWindow {
  /** No entry. */
  static final int NONE = -1;

  private static final int ROOM_MIN = 64;
  private static final int SLOTS_PER_ENTRY = 2;

  private long[] idsHigh;
  private long[] idsLow;
  private long[] offsets;
  private long[] timestamps;
  private int[] fields;
  private int[] following;

  /** The last entry of an id, plus 1; 0 if a slot is free. Collisions take the next free slot. */
  private int[] slots;

  private int first;
  private int size;

  RepeatWindow() {
    allocate(ROOM_MIN);
  }

  private void allocate(int room) {
    idsHigh = new long[room];
    idsLow = new long[room];
    offsets = new long[room];
    timestamps = new long[room];
    fields = new int[room * CommandHash.FIELDS];
    following = new int[room];
    slots = new int[room * SLOTS_PER_ENTRY];
    first = 0;
    size = 0;
  }

  int size() {
    return size;
  }

  /** The size of the arrays in bytes. */
  long bytes() {
    return Long.BYTES * 4L * offsets.length
        + Integer.BYTES * ((long) fields.length + following.length + slots.length);
  }

  /**
   * Adds the log's next command.
   *
   * @throws IllegalArgumentException if its offset is not above the last one
   */
  void add(long offset, long timestampMillis, CommandHash command) {
    if (size > 0 && offset <= offsets[at(size - 1)]) {
      throw new IllegalArgumentException("commands must be remembered in the order of the log, but "
          + offset + " came after " + offsets[at(size - 1)]);
    }
    if (size == offsets.length) {
      grow();
    }
    int entry = at(size++);
    offsets[entry] = offset;
    timestamps[entry] = timestampMillis;
    idsHigh[entry] = command.idHigh();
    idsLow[entry] = command.idLow();
    System.arraycopy(command.fields(), 0, fields, entry * CommandHash.FIELDS, CommandHash.FIELDS);
    link(entry);
  }

  private void link(int entry) {
    int slot = slotOf(idsHigh[entry], idsLow[entry]);
    if (slots[slot] == 0) {
      following[entry] = entry;
    } else {
      int last = slots[slot] - 1;
      following[entry] = following[last];
      following[last] = entry;
    }
    slots[slot] = entry + 1;
  }

  private void grow() {
    RepeatWindow before = new RepeatWindow(this);
    allocate(offsets.length * 2);
    for (int i = 0; i < before.size; i++) {
      int from = before.at(i);
      idsHigh[i] = before.idsHigh[from];
      idsLow[i] = before.idsLow[from];
      offsets[i] = before.offsets[from];
      timestamps[i] = before.timestamps[from];
      System.arraycopy(
          before.fields,
          from * CommandHash.FIELDS,
          fields,
          i * CommandHash.FIELDS,
          CommandHash.FIELDS);
      size++;
      link(i);
    }
  }

  /** The same arrays. */
  private RepeatWindow(RepeatWindow other) {
    idsHigh = other.idsHigh;
    idsLow = other.idsLow;
    offsets = other.offsets;
    timestamps = other.timestamps;
    fields = other.fields;
    following = other.following;
    slots = other.slots;
    first = other.first;
    size = other.size;
  }

  /** The first command with this id at or above an offset; {@link #NONE} if there is none. */
  int find(CommandHash command, long from) {
    int slot = slotOf(command.idHigh(), command.idLow());
    if (slots[slot] == 0) {
      return NONE;
    }
    int last = slots[slot] - 1;
    int entry = following[last];
    while (offsets[entry] < from && entry != last) {
      entry = following[entry];
    }
    return offsets[entry] < from ? NONE : entry;
  }

  long offset(int entry) {
    return offsets[entry];
  }

  long timestampMillis(int entry) {
    return timestamps[entry];
  }

  /** The name of the first field in which a command with the same id differs, if one does. */
  Optional<String> differs(int entry, CommandHash command) {
    for (int field = 0; field < CommandHash.FIELDS; field++) {
      if (fields[entry * CommandHash.FIELDS + field] != command.fields()[field]) {
        return Optional.of(CommandHash.NAMES.get(field));
      }
    }
    return Optional.empty();
  }

  /** The first command at or above an offset; {@link #NONE} if there is none. */
  int firstFrom(long offset) {
    int low = size > 0 && offsets[first] < offset ? 1 : 0;
    int high = low == 0 ? 0 : size;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (offsets[at(middle)] < offset) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low == size ? NONE : at(low);
  }

  /** Forgets the commands below an offset. */
  void evictBelow(long offset) {
    while (size > 0 && offsets[first] < offset) {
      int slot = slotOf(idsHigh[first], idsLow[first]);
      int last = slots[slot] - 1;
      if (last == first) {
        free(slot);
      } else {
        following[last] = following[first];
      }
      first = at(1);
      size--;
    }
  }

  /** Frees a slot, and moves those after it that a search would not find any more. */
  private void free(int slot) {
    int mask = slots.length - 1;
    int gap = slot;
    for (int next = (gap + 1) & mask; slots[next] != 0; next = (next + 1) & mask) {
      int wanted = home(idsHigh[slots[next] - 1]);
      if (((next - wanted) & mask) >= ((next - gap) & mask)) {
        slots[gap] = slots[next];
        gap = next;
      }
    }
    slots[gap] = 0;
  }

  /** The slot of an id, or the free one where it belongs. */
  private int slotOf(long idHigh, long idLow) {
    int slot = home(idHigh);
    while (slots[slot] != 0) {
      int entry = slots[slot] - 1;
      if (idsHigh[entry] == idHigh && idsLow[entry] == idLow) {
        return slot;
      }
      slot = (slot + 1) & (slots.length - 1);
    }
    return slot;
  }

  private int home(long idHigh) {
    return (int) idHigh & (slots.length - 1);
  }

  private int at(int position) {
    return (first + position) & (offsets.length - 1);
  }
}
