package io.counterstream.audit;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * The commands without outcome that need none, of all counters.
 *
 * @param removals why each of them needs none
 * @param repeats which of them repeat an earlier command, and so had no effect
 */
record LostRecords(Map<CommandEntry, Removal> removals, RepeatCheck repeats) {
  /** Returns those of these commands of one counter, by removal. */
  List<LostRange> ranges(List<CommandEntry> commands, Collection<Operation> operations) {
    Map<Removal, List<CommandEntry>> lost = new LinkedHashMap<>();
    for (CommandEntry entry : commands) {
      Removal removal = removals.get(entry);
      if (removal != null && !repeats.isRepeat(entry)) {
        lost.computeIfAbsent(removal, none -> new ArrayList<>()).add(entry);
      }
    }
    return lost.values().stream().map(entries -> range(entries, operations)).toList();
  }

  private LostRange range(List<CommandEntry> entries, Collection<Operation> operations) {
    RecordPosition first = entries.get(0).position();
    RecordPosition last = entries.get(entries.size() - 1).position();
    return new LostRange(
        entries.stream()
            .map(entry ->
                new LostRange.Lost(entry.valid().orElseThrow(), repeats.mayBeRepeat(entry)))
            .toList(),
        operations.stream()
            .filter(before -> before.by().isInLogOf(first) && before.by().offset() < first.offset())
            .mapToLong(Operation::version)
            .max()
            .orElse(0),
        versionsBefore(operations.stream()
                .filter(
                    behind -> behind.by().isInLogOf(last) && behind.by().offset() > last.offset())
                .toList())
            .min()
            .orElse(Long.MAX_VALUE),
        versionsBefore(operations.stream()
                .filter(later -> later.by().log() > last.log())
                .toList())
            .min()
            .orElse(Long.MAX_VALUE));
  }

  /** The version that each of these operations found, if it says which. */
  private static LongStream versionsBefore(List<Operation> operations) {
    return operations.stream()
        .filter(operation -> operation.version() >= 0)
        .mapToLong(operation -> operation.version() - (operation.change() ? 1 : 0));
  }
}
