package io.counterstream.processor.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterstream.core.CounterMachine;
import org.junit.jupiter.api.Test;

/** A closed partition takes no part of the cache any more. */
class PartitionStateTest {
  private final CounterCache cache = new CounterCache(1_000_000);
  private final PartitionState state = new PartitionState(EngineFixture.LOG, 0, cache);

  /** The response was on its way to the lock when the partition was closed. */
  @Test
  void aResponseThatComesWithTheCloseIsNotCached() {
    CounterQueue queue = new CounterQueue("c", EngineFixture.LOG, EngineSettings.DEFAULT);
    CounterChain chain = new CounterChain(queue, state, null, null, EngineListener.NONE);
    state.submit(EngineFixture.command(0, "c"), name -> chain);
    assertThat(cache.bytes()).isPositive();
    state.close();
    assertThat(cache.bytes()).isZero();
    state.step(chain, CounterMachine::advance);
    assertThat(cache.bytes()).isZero();
  }
}
