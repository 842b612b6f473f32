package io.counterstream.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Consumer;

/**
 * One way to break a right history.
 *
 * @param because why that is a fault
 * @param check what has to find it
 * @param seed how it comes into the history
 */
record Fault(String because, Check check, Consumer<History> seed) {
  /** The right history is found right, and with the fault that check fails. */
  void mustBeFound() {
    History history = SmallRun.create();
    assertThat(history.report().totals()).isEmpty();
    seed.accept(history);
    assertThat(history.report().totals()).as(because).containsKey(check);
  }

  @Override
  public String toString() {
    return because;
  }
}
