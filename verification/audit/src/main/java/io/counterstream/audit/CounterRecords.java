package io.counterstream.audit;

import io.counterstream.contract.CounterState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Everything that was observed of one counter. */
final class CounterRecords {
  private final String counter;

  /** Its valid commands, in the order of their positions. */
  private final List<CommandEntry> commands = new ArrayList<>();

  private final List<Edit> edits = new ArrayList<>();
  private final List<UnusablePeriod> unusable = new ArrayList<>();
  private final List<Deletion> deletions = new ArrayList<>();

  CounterRecords(String counter) {
    this.counter = counter;
  }

  void command(CommandEntry entry) {
    commands.add(entry);
  }

  void edit(Edit edit) {
    edits.add(edit);
  }

  void unusable(UnusablePeriod period) {
    unusable.add(period);
  }

  void deletion(Deletion deletion) {
    deletions.add(deletion);
  }

  /**
   * Checks each of its lives.
   *
   * @param item its item at the end; that of no counter if there is none
   * @param lost the commands without outcome that need none
   */
  void check(CounterState item, LostRecords lost, Findings findings) {
    deletions.sort(Comparator.comparingLong(Deletion::invokedNanos));
    unusable.sort(Comparator.comparingLong(UnusablePeriod::fromNanos));
    for (int number = 0; number <= deletions.size(); number++) {
      CounterState end = number < deletions.size() ? deletions.get(number).before() : item;
      CounterHistory.check(life(number, end, lost), findings);
    }
  }

  /** The life that this number of deletions precede. */
  private CounterLife life(int number, CounterState end, LostRecords lost) {
    List<Operation> operations = new ArrayList<>();
    List<CommandEntry> here =
        commands.stream().filter(entry -> deletionsBefore(entry) == number).toList();
    here.forEach(entry -> Operation.of(entry).ifPresent(operations::add));
    edits.stream()
        .filter(edit -> deletionsBefore(edit.invokedNanos()) == number)
        .forEach(edit -> operations.add(Operation.of(edit)));
    List<UnusablePeriod> periods = unusable.stream()
        .filter(period -> deletionsBefore(period.fromNanos()) == number)
        .toList();
    return new CounterLife(counter, operations, lost.ranges(here, operations), periods, end);
  }

  private long deletionsBefore(CommandEntry entry) {
    return deletions.isEmpty()
        ? 0
        : deletions.stream().filter(each -> each.precedes(entry.position())).count();
  }

  private long deletionsBefore(long nanos) {
    return deletions.stream().filter(each -> each.invokedNanos() <= nanos).count();
  }

  /**
   * Checks that attributes of others are in the item as they were written.
   *
   * @param written the attributes by name
   * @param found those of the item
   */
  static void checkAttributes(
      String counter, Map<String, String> written, Map<String, String> found, Findings findings) {
    written.forEach((name, value) -> {
      if (!value.equals(found.get(name))) {
        findings.add(
            Check.ATTRIBUTE_LOST,
            "counter %s: attribute %s of another writer is %s, expected %s",
            counter,
            name,
            found.getOrDefault(name, "missing"),
            value);
      }
    });
  }
}
