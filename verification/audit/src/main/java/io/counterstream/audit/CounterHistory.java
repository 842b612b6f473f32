package io.counterstream.audit;

import io.counterstream.contract.CounterState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Checks all operations of one counter against each other and against the table. */
final class CounterHistory {
  private final String counter;
  private final List<Operation> operations;
  private final Findings findings;

  /** The changes that produced the current version; several only if the chain is broken. */
  private final List<Operation> writers = new ArrayList<>();

  private CounterHistory(String counter, List<Operation> operations, Findings findings) {
    this.counter = counter;
    this.operations = operations;
    this.findings = findings;
  }

  /**
   * Checks a counter.
   *
   * @param operations the counter's operations, those of one partition in log order; sorted on
   *     return
   * @param item the counter's item in the table at the end
   */
  static void check(
      String counter, List<Operation> operations, Optional<CounterState> item, Findings findings) {
    CounterHistory history = new CounterHistory(counter, operations, findings);
    history.checkLogOrder();
    operations.sort(Operation.WITNESS);
    List<Operation> existing = history.checkStates();
    history.checkTable(item.orElse(CounterState.ABSENT));
    RealTimeOrder.check(counter, existing, findings);
  }

  private void checkLogOrder() {
    Map<Integer, Operation> last = new HashMap<>();
    for (Operation operation : operations) {
      if (operation.by().equals(RecordPosition.NONE)) {
        continue; // an edit is in no log
      }
      Operation before = last.put(operation.by().partition(), operation);
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
    for (Operation operation : operations) {
      if (operation.change()) {
        follow(operation);
        existing.add(operation);
      } else if (existed(operation.value(), operation.version())) {
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

  private void follow(Operation change) {
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
    }
    if (change.version() != version()) {
      writers.clear();
    }
    writers.add(change);
  }

  private boolean existed(long value, long version) {
    if (writers.isEmpty()) {
      return value == 0 && version == 0;
    }
    return version == version() && writers.stream().anyMatch(writer -> writer.value() == value);
  }

  private void checkTable(CounterState item) {
    if (item.version() != version() || item.value() != value()) {
      findings.add(
          Check.TABLE_DIFFERS,
          "counter %s is %s at version %s in the table, but the last change left %s at version %s",
          counter,
          item.value(),
          item.version(),
          value(),
          version());
    }
  }

  private long version() {
    return writers.isEmpty() ? 0 : writers.get(writers.size() - 1).version();
  }

  private long value() {
    return writers.isEmpty() ? 0 : writers.get(writers.size() - 1).value();
  }
}
