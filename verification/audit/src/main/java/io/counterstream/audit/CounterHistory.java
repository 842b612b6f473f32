package io.counterstream.audit;

import io.counterstream.contract.CounterState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All operations of one counter, held against each other and against the table. */
final class CounterHistory {
  private final String counter;
  private final List<Operation> operations;
  private final Findings findings;

  /** The changes that made the version looked at; more than one only where the chain is broken. */
  private final List<Operation> makers = new ArrayList<>();

  private CounterHistory(String counter, List<Operation> operations, Findings findings) {
    this.counter = counter;
    this.operations = operations;
    this.findings = findings;
  }

  /**
   * Checks a counter.
   *
   * @param operations those of a partition in the order of its log; sorted on return
   * @param item what the table holds in the end
   */
  static void check(
      String counter, List<Operation> operations, Optional<CounterState> item, Findings findings) {
    CounterHistory history = new CounterHistory(counter, operations, findings);
    history.checkLogOrder();
    operations.sort(Operation.WITNESS);
    List<Operation> real = history.checkStates();
    history.checkTable(item.orElse(CounterState.ABSENT));
    RealTime.check(counter, real, findings);
  }

  private void checkLogOrder() {
    Map<Integer, Operation> last = new HashMap<>();
    for (Operation operation : operations) {
      if (operation.by().equals(Position.NONE)) {
        continue; // an edit stands in no log
      }
      Operation before = last.put(operation.by().partition(), operation);
      if (before != null && Operation.WITNESS.compare(before, operation) > 0) {
        findings.add(
            Check.LOG_ORDER, "counter %s: %s was decided before %s", counter, operation, before);
      }
    }
  }

  /** Follows the chain; returns the operations whose states were real. */
  private List<Operation> checkStates() {
    List<Operation> real = new ArrayList<>(operations.size());
    for (Operation operation : operations) {
      if (operation.change()) {
        follow(operation);
        real.add(operation);
      } else if (was(operation.value(), operation.version())) {
        real.add(operation);
      } else {
        findings.add(
            Check.STATE_NEVER_WAS,
            "counter %s: %s, but it never was that; version %s was %s",
            counter,
            operation,
            version(),
            value());
      }
    }
    return real;
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
      makers.clear();
    }
    makers.add(change);
  }

  private boolean was(long value, long version) {
    if (makers.isEmpty()) {
      return value == 0 && version == 0;
    }
    return version == version() && makers.stream().anyMatch(maker -> maker.value() == value);
  }

  private void checkTable(CounterState item) {
    if (item.version() != version() || item.value() != value()) {
      findings.add(
          Check.TABLE_DIFFERS,
          "counter %s is %s at version %s in the table, but was left with %s at version %s",
          counter,
          item.value(),
          item.version(),
          value(),
          version());
    }
  }

  private long version() {
    return makers.isEmpty() ? 0 : makers.get(makers.size() - 1).version();
  }

  private long value() {
    return makers.isEmpty() ? 0 : makers.get(makers.size() - 1).value();
  }
}
