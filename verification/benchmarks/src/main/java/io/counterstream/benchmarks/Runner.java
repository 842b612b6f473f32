package io.counterstream.benchmarks;

import io.counterstream.benchmarks.report.Sample;

/** One contender in one experiment. */
interface Runner {
  /** Runs it for the time of a warm-up, and finds out how fast it is. */
  void warmUp() throws InterruptedException;

  /** One repetition. */
  Sample measure() throws InterruptedException;
}
