package io.counterstream.benchmarks;

import io.counterstream.benchmarks.report.Sample;

/** Measures one contender in one experiment. */
interface Runner {
  /** Runs the contender for the time of a warm-up and estimates its throughput. */
  void warmUp() throws InterruptedException;

  /** Measures one repetition. */
  Sample measure() throws InterruptedException;
}
