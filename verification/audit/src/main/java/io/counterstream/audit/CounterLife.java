package io.counterstream.audit;

import io.counterstream.contract.CounterState;
import java.util.List;

/**
 * What was observed of one counter from its creation to the deletion of its item, or to the end.
 *
 * @param counter the counter's name
 * @param operations its operations, those of one partition in log order
 * @param lost its commands without outcome that need none, by removal
 * @param unusable the times in which its item was unusable, in their order
 * @param end its state at the end, by the table or by the condition of the deletion
 */
record CounterLife(
    String counter,
    List<Operation> operations,
    List<LostRange> lost,
    List<UnusablePeriod> unusable,
    CounterState end) {}
