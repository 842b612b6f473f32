package io.counterstream.audit;

import io.counterstream.contract.CounterState;
import io.counterstream.contract.Outcome;
import io.counterstream.contract.json.DecodedCommand;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Everything that was seen of a run, open to be changed. */
final class History {
  final Map<Position, DecodedCommand> commands = new LinkedHashMap<>();
  final List<Result> results = new ArrayList<>();
  final List<Edit> edits = new ArrayList<>();
  final Map<Position, Call> calls = new LinkedHashMap<>();
  final Map<String, CounterState> items = new LinkedHashMap<>();

  /** A client's interval. */
  record Call(long sentNanos, long receivedNanos) {}

  Verdict verdict() {
    Audit audit = new Audit();
    calls.forEach((at, call) -> audit.call(at, call.sentNanos, call.receivedNanos));
    results.subList(0, results.size() / 2).forEach(audit::result);
    commands.forEach(audit::command);
    results.subList(results.size() / 2, results.size()).forEach(audit::result);
    items.forEach(audit::item);
    edits.forEach(audit::edit);
    return audit.verdict();
  }

  /** Where the (first) result of a command is in the list. */
  int indexOf(Position command) {
    for (int i = 0; i < results.size(); i++) {
      if (results.get(i).command().equals(command)) {
        return i;
      }
    }
    throw new IllegalArgumentException("no result of " + command);
  }

  Result resultOf(Position command) {
    return results.get(indexOf(command));
  }

  void replace(Position command, UnaryOperator<Result> change) {
    int index = indexOf(command);
    results.set(index, change.apply(results.get(index)));
  }

  /** Gives a command another outcome, in the topic where that belongs. */
  void answer(Position command, Outcome outcome) {
    replace(
        command,
        old -> new Result(
            Answer.of(Optional.of(outcome)).home(),
            old.partition(),
            old.kind() == Kind.DEAD_LETTER
                    || !old.outcome().map(Object::getClass).equals(Optional.of(outcome.getClass()))
                ? free(Answer.of(Optional.of(outcome)).home(), old)
                : old.offset(),
            command,
            Optional.of(outcome)));
  }

  /** An offset in that topic which keeps the order of the commands: results lie 1000 apart. */
  private long free(Kind kind, Result old) {
    return results.stream()
            .filter(other -> other.kind() == kind && other.partition() == old.partition())
            .filter(other -> other.command().offset() < old.command().offset())
            .mapToLong(Result::offset)
            .max()
            .orElse(-1)
        + 1;
  }
}
