package io.counterstream.audit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The operations of each counter, made when they are asked for: one counter at a time. */
final class Histories {
  private final CommandLog commands;
  private final Matching matching;
  private final Calls calls;
  private final Map<Integer, List<Edit>> edits = new HashMap<>();

  /** Rows of commands, by counter, and where those of each counter begin. */
  private final int[] rows;

  private final int[] begins;

  Histories(CommandLog commands, Matching matching, Calls calls, List<Edit> allEdits) {
    this.commands = commands;
    this.matching = matching;
    this.calls = calls;
    for (Edit edit : allEdits) {
      edits
          .computeIfAbsent(commands.numberOf(edit.counter()), unused -> new ArrayList<>())
          .add(edit);
    }
    this.rows = new int[commands.size()];
    this.begins = new int[commands.counters().size() + 1];
    sortByCounter();
  }

  /** Counting sort; keeps the order of the logs. */
  private void sortByCounter() {
    for (int row = 0; row < commands.size(); row++) {
      if (hasOperation(row)) {
        begins[commands.get(row).counter() + 1]++;
      }
    }
    for (int counter = 1; counter < begins.length; counter++) {
      begins[counter] += begins[counter - 1];
    }
    int[] next = begins.clone();
    for (int row = 0; row < commands.size(); row++) {
      if (hasOperation(row)) {
        rows[next[commands.get(row).counter()]++] = row;
      }
    }
  }

  private boolean hasOperation(int row) {
    return matching.isAnswered(row) && Operation.isIn(commands.get(row), matching.resultOf(row));
  }

  /** All operations of a counter; those of a partition in the order of its log. */
  List<Operation> of(int counter) {
    List<Operation> operations = new ArrayList<>(begins[counter + 1] - begins[counter]);
    for (int i = begins[counter]; i < begins[counter + 1]; i++) {
      int row = rows[i];
      operations.add(Operation.of(commands.get(row), matching.resultOf(row), calls, row));
    }
    edits.getOrDefault(counter, List.of()).forEach(edit -> operations.add(Operation.of(edit)));
    return operations;
  }
}
