package io.counterstream.audit;

import java.util.List;

/**
 * Checks whether one counter is linearizable: whether all its operations could have happened one
 * after the other, each at a moment between sending and receiving, with exactly these outcomes.
 *
 * <p>The general problem is NP-complete (P. Gibbons, E. Korach, <em>Testing shared memories</em>,
 * SIAM J. Comput. 1997; the definition is by M. Herlihy, J. Wing, <em>Linearizability: a
 * correctness condition for concurrent objects</em>, TOPLAS 1990). It is easy if the order of the
 * writes is known, and here it is, because every outcome names its version. The version gives each
 * operation a rank: the change that produces version n precedes all operations that read version n,
 * and these precede the change that produces n + 1. The counter is linearizable if and only if no
 * operation was received before an operation of a lower rank was sent.
 *
 * <ul>
 *   <li><em>A failure is a violation.</em> Each version is produced by one change, and versions
 *       rise by one. So every sequence of the operations with these outcomes is ordered by rank.
 *       An operation that was received before another one was sent must precede it, which
 *       contradicts the ranks.
 *   <li><em>A pass is a proof.</em> Order the operations by rank, and operations of the same rank,
 *       which change nothing, by the time sent. By the checks of the chain, of decisions and of
 *       states this sequence has these outcomes. It also respects real time: if a was received
 *       before b was sent, the rank of b is not lower, and if the ranks are equal, a was sent
 *       earlier. A sequence that respects the order of intervals can be mapped to moments within
 *       them.
 * </ul>
 *
 * <p>Counters are checked one at a time: a system is linearizable if each of its objects is
 * (Herlihy and Wing, theorem 1). An operation with an unknown interval constrains nothing, so the
 * strength of a pass depends on the share of commands whose interval is known.
 */
final class RealTimeOrder {
  private RealTimeOrder() {}

  /** Scans once from the last rank to the first and keeps the earliest time received so far. */
  static void check(String counter, List<Operation> inWitnessOrder, Findings findings) {
    Operation earliest = null;
    int end = inWitnessOrder.size();
    while (end > 0) {
      int begin = end - 1;
      Operation last = inWitnessOrder.get(begin);
      while (begin > 0 && Operation.WITNESS.compare(inWitnessOrder.get(begin - 1), last) == 0) {
        begin--;
      }
      List<Operation> sameRank = inWitnessOrder.subList(begin, end);
      for (Operation operation : sameRank) {
        if (earliest != null && earliest.receivedNanos() < operation.sentNanos()) {
          findings.add(
              Check.REAL_TIME_ORDER,
              "counter %s: %s was received at %s ns, before %s was sent at %s ns",
              counter,
              earliest,
              earliest.receivedNanos(),
              operation,
              operation.sentNanos());
        }
      }
      for (Operation operation : sameRank) {
        if (earliest == null || operation.receivedNanos() < earliest.receivedNanos()) {
          earliest = operation;
        }
      }
      end = begin;
    }
  }
}
