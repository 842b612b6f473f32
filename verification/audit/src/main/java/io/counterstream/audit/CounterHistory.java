package io.counterstream.audit;

import io.counterstream.audit.Operation.Kind;
import io.counterstream.contract.CounterState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Checks all operations of one life of a counter against each other and against the table. */
final class CounterHistory {
  private final String counter;
  private final List<Operation> operations;
  private final LostCommands lost;
  private final Findings findings;

  /** The changes that produced the current version; several only if the chain is broken. */
  private final List<Operation> writers = new ArrayList<>();

  private CounterHistory(CounterLife life, LostCommands lost, Findings findings) {
    this.counter = life.counter();
    this.operations = new ArrayList<>(life.operations());
    this.lost = lost;
    this.findings = findings;
  }

  /** Checks a counter from its first operation to the deletion of its item or the end. */
  static void check(CounterLife life, Findings findings) {
    List<LostRange> usual = life.lost().stream().map(LostRange::beforeNextLog).toList();
    if (!usual.equals(life.lost())) {
      Findings ofUsual = new Findings();
      check(life, usual, ofUsual);
      if (ofUsual.isEmpty()) {
        return;
      }
    }
    check(life, life.lost(), findings);
  }

  private static void check(CounterLife life, List<LostRange> ranges, Findings findings) {
    LostCommands lost = new LostCommands(life, ranges);
    CounterHistory history = new CounterHistory(life, lost, findings);
    history.placeUnusable(life.unusable());
    history.placeDeletions();
    history.checkLogOrder();
    life.unusable().forEach(period -> history.operations.add(Operation.of(period)));
    history.operations.sort(Operation.WITNESS);
    try {
      List<Operation> existing = history.checkStates();
      history.checkTable(life.end());
      RealTimeOrder.check(life.counter(), existing, findings);
    } catch (LostCommands.TooManyWaysException notJudged) {
      findings.add(Check.BROKEN_CHAIN, "counter %s %s", life.counter(), notJudged.getMessage());
    }
  }

  /**
   * Finds the period of each command that was rejected because the item was unusable: the first one
   * that is not before what the command follows in its log or in time, and not over when it was
   * sent.
   */
  private void placeUnusable(List<UnusablePeriod> periods) {
    Map<Log, Long> versions = new HashMap<>();
    NavigableMap<Long, Long> received = versionsReceived(periods);
    List<Operation> placed = new ArrayList<>(operations.size());
    for (Operation operation : operations) {
      Optional<Operation> found = Optional.of(operation);
      if (operation.kind() == Kind.UNUSABLE) {
        Map.Entry<Long, Long> before = received.lowerEntry(operation.sentNanos());
        long version = Math.max(
            versions.getOrDefault(Log.of(operation.by()), 0L),
            before == null ? 0 : before.getValue());
        found = periods.stream()
            .filter(period -> period.before().version() >= version)
            .filter(period -> period.toNanos() >= operation.sentNanos())
            .findFirst()
            .map(operation::in);
      }
      found.ifPresentOrElse(
          each -> {
            placed.add(each);
            if (!each.by().equals(RecordPosition.NONE)) {
              versions.put(Log.of(each.by()), each.version());
            }
          },
          () -> findings.add(
              Check.STATE_NEVER_EXISTED,
              "counter %s: %s, but then the item was valid",
              counter,
              operation));
    }
    operations.clear();
    operations.addAll(placed);
  }

  /**
   * Finds out which deletions of the value 0 changed the counter: the first one of each version
   * that no other operation produced, unless the version was known before. The others found it
   * deleted.
   */
  private void placeDeletions() {
    Set<Long> produced = new HashSet<>();
    operations.stream().filter(Operation::change).forEach(each -> produced.add(each.version()));
    operations.replaceAll(each -> each.mayDelete()
            && !produced.contains(each.version())
            && operations.stream().noneMatch(other -> isKnownTo(other, each))
            && produced.add(each.version())
        ? each.deleting()
        : each);
  }

  /** Whether the version of a deletion existed before it, by its log or in time. */
  private static boolean isKnownTo(Operation other, Operation deletion) {
    boolean before = other.by().isInLogOf(deletion.by())
            && other.by().offset() < deletion.by().offset()
        || other.receivedNanos() < deletion.sentNanos();
    return before && other.version() >= deletion.version();
  }

  /** Returns the greatest version that was known at each time; nothing if nobody needs that. */
  private NavigableMap<Long, Long> versionsReceived(List<UnusablePeriod> periods) {
    NavigableMap<Long, Long> versions = new TreeMap<>();
    if (!periods.isEmpty()) {
      operations.forEach(each -> versions.merge(each.receivedNanos(), each.version(), Math::max));
      long greatest = 0;
      for (Map.Entry<Long, Long> each : versions.entrySet()) {
        greatest = Math.max(greatest, each.getValue());
        each.setValue(greatest);
      }
    }
    return versions;
  }

  private void checkLogOrder() {
    Map<Log, Operation> last = new HashMap<>();
    for (Operation operation : operations) {
      if (operation.by().equals(RecordPosition.NONE)) {
        continue; // an edit is in no log
      }
      Operation before = last.put(Log.of(operation.by()), operation);
      if (before != null && Operation.WITNESS.compare(before, operation) > 0) {
        findings.add(
            Check.LOG_ORDER,
            "counter %s: %s was decided before %s, which precedes it in the log",
            counter,
            operation,
            before);
      }
    }
  }

  /** Follows the chain of versions; returns the operations whose states existed. */
  private List<Operation> checkStates() {
    List<Operation> existing = new ArrayList<>(operations.size());
    for (Operation placed : operations) {
      Operation operation =
          placed.mayHaveRead() && !isDeletable(placed) ? placed.reading() : placed;
      if (operation.change()) {
        follow(operation);
        existing.add(operation);
      } else if (existed(
          operation.value(), operation.version(), operation.existence().deleted())) {
        existing.add(operation);
      } else {
        findings.add(
            Check.STATE_NEVER_EXISTED,
            "counter %s: %s, but that state never existed; version %s was %s",
            counter,
            operation,
            version(),
            value());
      }
    }
    return existing;
  }

  /** Whether a deletion may have found the value 0, perhaps after commands without outcome. */
  private boolean isDeletable(Operation deletion) {
    reachStateBefore(deletion);
    return version() == deletion.version() - 1 && value() == 0 && exists();
  }

  private void reachStateBefore(Operation change) {
    if (change.version() != version() + 1 || change.before() != value()) {
      Optional<Boolean> deleted =
          change.existence().before().filter(before -> change.version() > 1).map(before -> !before);
      reach(change.before(), change.version() - 1, deleted);
    }
  }

  private void follow(Operation change) {
    reachStateBefore(change);
    if (change.version() != version() + 1) {
      findings.add(
          Check.BROKEN_CHAIN,
          "counter %s: %s, expected version %s next",
          counter,
          change,
          version() + 1);
    } else if (change.before() != value()) {
      findings.add(
          Check.BROKEN_CHAIN,
          "counter %s: %s from %s, but version %s was %s",
          counter,
          change,
          change.before(),
          version(),
          value());
    } else if (change.existence().before().filter(before -> before != exists()).isPresent()) {
      findings.add(
          Check.BROKEN_CHAIN,
          "counter %s: %s, but at version %s the counter %s",
          counter,
          change,
          version(),
          exists() ? "existed" : "did not exist");
    }
    if (change.version() != version()) {
      writers.clear();
    }
    writers.add(change);
  }

  private boolean existed(long value, long version, boolean deleted) {
    if (version > version()) {
      reach(value, version, Optional.of(deleted));
    }
    if (writers.isEmpty()) {
      return value == 0 && version == 0;
    }
    return version == version()
        && writers.stream()
            .anyMatch(writer -> writer.value() == value && writer.existence().deleted() == deleted);
  }

  /** Goes on to a state by commands without outcome, if they lead there. */
  private void reach(long value, long version, Optional<Boolean> deleted) {
    Optional<CounterState> led =
        lost.lead(new CounterState(value(), version(), deleted()), value, version, deleted);
    led.ifPresent(state -> {
      writers.clear();
      if (version > 0) {
        writers.add(new Operation(
            RecordPosition.NONE,
            Kind.CHANGE,
            0,
            value,
            version,
            new Operation.Existence(Optional.empty(), state.deleted()),
            Long.MIN_VALUE,
            Long.MAX_VALUE));
      }
    });
  }

  private void checkTable(CounterState item) {
    if (item.version() != version() || item.value() != value()) {
      reach(item.value(), item.version(), Optional.of(item.deleted()));
    }
    if (item.version() != version() || item.value() != value() || item.deleted() != deleted()) {
      findings.add(
          Check.TABLE_DIFFERS,
          "counter %s is %s at version %s in the table%s, but the last change left %s at version"
              + " %s%s",
          counter,
          item.value(),
          item.version(),
          item.deleted() ? ", deleted" : "",
          value(),
          version(),
          deleted() ? ", deleted" : "");
    }
  }

  private boolean deleted() {
    return !writers.isEmpty() && writers.get(writers.size() - 1).existence().deleted();
  }

  private boolean exists() {
    return version() > 0 && !deleted();
  }

  private long version() {
    return writers.isEmpty() ? 0 : writers.get(writers.size() - 1).version();
  }

  private long value() {
    return writers.isEmpty() ? 0 : writers.get(writers.size() - 1).value();
  }
}
