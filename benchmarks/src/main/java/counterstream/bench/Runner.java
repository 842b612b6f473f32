package counterstream.bench;

import counterstream.bench.report.Sample;

/** One contender in one experiment. */
interface Runner {
  /** Runs it until its code is compiled, and finds out how fast it is. */
  void warmUp() throws InterruptedException;

  /** One repetition. */
  Sample measure() throws InterruptedException;
}
