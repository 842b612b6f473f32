package io.counterstream.audit;

import java.util.List;

/**
 * Whether one counter is linearizable: whether all its operations could have happened one after the
 * other, each at a moment between sending and receiving, with these very outcomes.
 *
 * <p>In general that is hard to tell (M. Herlihy, J. Wing, <em>Linearizability: a correctness
 * condition for concurrent objects</em>, TOPLAS 1990, define it; P. Gibbons, E. Korach,
 * <em>Testing shared memories</em>, SIAM J. Comput. 1997, show that it is NP-complete), but easy
 * where the order of the writes is known. Here it is: every outcome names its version. So the rank
 * of an operation is given. The change that makes version n comes before all that find version n,
 * and these come before the change that makes n + 1. The counter is linearizable if and only if no
 * operation was received before another one was sent that has a lower rank.
 *
 * <ul>
 *   <li><em>A failure is a fault.</em> Each version is made by one change, and the specification
 *       makes versions rise by one. So every sequence of the operations with these outcomes is
 *       ordered by rank. One that was received before the other was sent must come first in it, and
 *       by rank it can't.
 *   <li><em>A pass is a proof.</em> Order the operations by rank, and those of the same rank, which
 *       change nothing, by when they were sent. By the checks of the chain, of decisions and of
 *       states this sequence has these outcomes. And it respects real time: if a was received
 *       before b was sent, then b's rank is not lower, and if it is the same, a was sent earlier.
 *       A sequence that respects the order of intervals can be laid into them moment by moment.
 * </ul>
 *
 * <p>Counters need not be looked at together: a system is linearizable if each of its objects is
 * (Herlihy and Wing's theorem 1). An operation whose interval is not known constrains nothing. So
 * what a pass proves is as strong as the share of commands that have one.
 */
final class RealTime {
  private RealTime() {}

  /** One scan from the last rank to the first, with the earliest answer among the ranks passed. */
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
              "counter %s: %s was over at %s ns, before %s was sent at %s ns",
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
