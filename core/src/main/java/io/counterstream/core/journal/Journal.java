package io.counterstream.core.journal;

import io.counterstream.contract.CounterState;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The states that recent commands of one counter were decided against: offset, value and version,
 * in the order of offsets, and whether the counter was deleted. A command that was rejected because
 * the item was unusable has an entry without a state. Immutable.
 *
 * <p>Entries with equal steps (a hot counter's {@code +1 +1 +1}) are stored as one run, so that
 * adding, finding and encoding are cheap however many commands lie between two commits.
 */
public final class Journal {
  /** A journal without entries. */
  public static final Journal EMPTY = new Journal(List.of(), Fingerprint.UNKNOWN);

  private final List<Run> runs;
  private final Fingerprint fingerprint;

  private Journal(List<Run> runs, Fingerprint fingerprint) {
    this.runs = runs;
    this.fingerprint = fingerprint;
  }

  static Journal ofRuns(List<Run> oldestFirst, Fingerprint ofNewest) {
    return oldestFirst.isEmpty() ? EMPTY : new Journal(List.copyOf(oldestFirst), ofNewest);
  }

  /** The runs, oldest first. */
  List<Run> runs() {
    return runs;
  }

  /** The fingerprint of the newest entry's command. */
  Fingerprint fingerprint() {
    return fingerprint;
  }

  /**
   * Whether the log can't be the one that the newest entry's command was read from: it holds
   * another record at an offset up to that entry's. Then the log has lost acknowledged records.
   *
   * <p>Those that it lost are its last ones, and the records that got their offsets have a later
   * leader. So the newest entry suffices to recognise all of them.
   *
   * @param offset the offset of a record of the log
   * @param found its fingerprint
   */
  public boolean contradicts(long offset, Fingerprint found) {
    if (runs.isEmpty()) {
      return false;
    }
    long newest = runs.get(runs.size() - 1).lastOffset();
    return offset <= newest && found.isOfLaterLeaderThan(fingerprint)
        || offset == newest && !found.matches(fingerprint);
  }

  /** Whether there is no entry. */
  public boolean isEmpty() {
    return runs.isEmpty();
  }

  /** An estimate of the entries' size in memory, in bytes. */
  public long memoryBytes() {
    return runs.isEmpty() ? 0 : Run.LIST_MEMORY_BYTES + runs.size() * Run.MEMORY_BYTES;
  }

  /** The number of entries. */
  public long size() {
    long size = 0;
    for (Run run : runs) {
      size += run.count();
    }
    return size;
  }

  /** The entry of the command at {@code offset}. */
  public Optional<Entry> find(long offset) {
    int low = 0;
    int high = runs.size() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      Run run = runs.get(middle);
      if (offset < run.offset()) {
        high = middle - 1;
      } else if (offset > run.lastOffset()) {
        low = middle + 1;
      } else {
        return run.find(offset);
      }
    }
    return Optional.empty();
  }

  /**
   * The newest entries, the oldest of them first.
   *
   * @param countMax the number of entries at most
   */
  public List<Entry> newest(int countMax) {
    Deque<Entry> entries = new ArrayDeque<>();
    for (int i = runs.size() - 1; i >= 0 && entries.size() < countMax; i--) {
      Run run = runs.get(i);
      for (int k = run.count() - 1; k >= 0 && entries.size() < countMax; k--) {
        entries.addFirst(run.entryAt(k));
      }
    }
    return List.copyOf(entries);
  }

  /** The entries at or above {@code offset}. */
  public Journal from(long offset) {
    int first = 0;
    while (first < runs.size() && runs.get(first).lastOffset() < offset) {
      first++;
    }
    if (first == runs.size()) {
      return EMPTY;
    }
    Run cut = runs.get(first).from(offset);
    if (first == 0 && cut == runs.get(0)) {
      return this;
    }
    List<Run> kept = new ArrayList<>(runs.subList(first, runs.size()));
    kept.set(0, cut);
    return new Journal(kept, fingerprint);
  }

  /** The offset of the oldest entry; empty without entries. */
  public OptionalLong oldestOffset() {
    return runs.isEmpty() ? OptionalLong.empty() : OptionalLong.of(runs.get(0).offset());
  }

  /** The offset halfway between the oldest and the newest entry; empty without entries. */
  public OptionalLong middle() {
    if (runs.isEmpty()) {
      return OptionalLong.empty();
    }
    long oldest = runs.get(0).offset();
    long newest = runs.get(runs.size() - 1).lastOffset();
    return OptionalLong.of(oldest + (newest - oldest) / 2);
  }

  /** The same entries with values and versions shifted. Wraps at 64 bits. */
  public Journal shiftedBy(long value, long version) {
    return new Journal(
        runs.stream().map(run -> run.shiftedBy(value, version)).toList(), fingerprint);
  }

  /** A writer that starts with this journal's entries. */
  public Writer writer() {
    return new Writer(runs, fingerprint);
  }

  private Stream<Entry> entries() {
    return runs.stream().flatMap(run -> IntStream.range(0, run.count()).mapToObj(run::entryAt));
  }

  /** Whether entries and fingerprint are equal. Equal entries may be split into different runs. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Journal journal
        && fingerprint.equals(journal.fingerprint)
        && (runs.equals(journal.runs)
            || size() == journal.size()
                && entries().toList().equals(journal.entries().toList()));
  }

  @Override
  public int hashCode() {
    return Objects.hash(size(), newest(1));
  }

  /** Every entry, as {@code offset:value/version}; or {@code deleted/version}, {@code unusable}. */
  @Override
  public String toString() {
    return entries().map(Entry::toString).collect(Collectors.joining(" ", "[", "]"));
  }

  /**
   * The state that one command was decided against.
   *
   * @param offset the command's offset
   * @param value the counter's value before it; 0 if it was deleted or the item was unusable
   * @param version the counter's version before it; -1 minus it if the counter was deleted; -1 if
   *     the item was unusable
   */
  public record Entry(long offset, long value, long version) {
    /** The version of an entry without a state. */
    static final long UNUSABLE = -1;

    /** The counter's state before the command; empty if the item was unusable. */
    public Optional<CounterState> state() {
      if (version == UNUSABLE) {
        return Optional.empty();
      }
      return Optional.of(
          version < UNUSABLE
              ? new CounterState(0, UNUSABLE - version, true)
              : new CounterState(value, version));
    }

    @Override
    public String toString() {
      String state = version == UNUSABLE
          ? "unusable"
          : version < UNUSABLE ? "deleted/" + (UNUSABLE - version) : value + "/" + version;
      return offset + ":" + state;
    }
  }

  /** Appends entries to those of a journal. Used by one thread. */
  public static final class Writer {
    private final ArrayList<Run> runs;
    private Fingerprint fingerprint;
    private long bytesMax = JournalCodec.HEADER_BYTES_MAX;

    private Writer(List<Run> runs, Fingerprint ofNewest) {
      this.runs = new ArrayList<>(runs);
      this.fingerprint = ofNewest;
      for (int i = 0; i < runs.size(); i++) {
        bytesMax += JournalCodec.bytesMax(i == 0 ? null : runs.get(i - 1), runs.get(i));
      }
    }

    /** Appends the entry of the next command, whose record is not known. */
    public void add(long offset, CounterState before) {
      add(offset, before, Fingerprint.UNKNOWN);
    }

    /**
     * Appends the entry of the next command.
     *
     * @throws IllegalArgumentException if {@code offset} is not above the last one
     */
    public void add(long offset, CounterState before, Fingerprint ofCommand) {
      add(offset, Optional.of(before), ofCommand);
    }

    /**
     * Appends the entry of the next command.
     *
     * @param before the counter's state before it; empty if the item was unusable
     * @throws IllegalArgumentException if {@code offset} is not above the last one
     */
    public void add(long offset, Optional<CounterState> before, Fingerprint ofCommand) {
      append(before
          .map(state -> new Run(
              offset,
              state.value(),
              state.deleted() ? Entry.UNUSABLE - state.version() : state.version()))
          .orElse(new Run(offset, 0, Entry.UNUSABLE)));
      fingerprint = ofCommand;
    }

    private void append(Run single) {
      long offset = single.offset();
      if (runs.isEmpty()) {
        runs.add(single);
        return;
      }
      int last = runs.size() - 1;
      Run newest = runs.get(last);
      if (offset <= newest.lastOffset()) {
        throw new IllegalArgumentException(
            "journal of offsets up to " + newest.lastOffset() + " can't take offset " + offset);
      }
      Optional<Run> longer = newest.extendedBy(single);
      if (longer.isPresent()) {
        bytesMax += newest.count() == 1 ? JournalCodec.bytesMax(null, longer.get()) : 0;
        runs.set(last, longer.get());
      } else {
        bytesMax += JournalCodec.bytesMax(newest, single);
        runs.add(single);
      }
    }

    /** A bound on the encoded size after one more entry, in bytes; it is at most 2 × too high. */
    public long bytesMaxAfterNext() {
      return bytesMax + JournalCodec.ENTRY_BYTES_MAX;
    }

    /** The journal so far. */
    public Journal journal() {
      return ofRuns(runs, fingerprint);
    }
  }
}
