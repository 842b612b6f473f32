package io.counterstream.torture.load;

import io.counterstream.audit.OutcomeRecord;
import io.counterstream.workload.ClosedLoopClient;
import io.counterstream.workload.SeenStates;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Queue;

/** Where outcomes go that clients wait for. Thread-safe. */
final class Answers {
  private final SeenStates seen;
  private final Map<Integer, ClosedLoopClient> waiting;
  private final Queue<ClosedLoopClient> ready;

  Answers(SeenStates seen, Map<Integer, ClosedLoopClient> waiting, Queue<ClosedLoopClient> ready) {
    this.seen = seen;
    this.waiting = waiting;
    this.ready = ready;
  }

  /**
   * Hands a result to those it concerns; a second result of a record concerns nobody.
   *
   * @param number of the record that it answers, if it says so
   */
  void give(OptionalInt number, OutcomeRecord result) {
    result.outcome().ifPresent(seen::see);
    if (number.isPresent()) {
      ClosedLoopClient client = waiting.remove(number.getAsInt());
      if (client != null) {
        result.outcome().ifPresent(client::received);
        ready.add(client);
      }
    }
  }
}
