package io.counterstream.benchmarks;

import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Runs the JMH benchmarks, with a profile of allocations. */
final class Micro {
  private Micro() {}

  static void run(String pattern, boolean quick) throws RunnerException {
    ChainedOptionsBuilder options =
        new OptionsBuilder().include(pattern).addProfiler("gc").shouldFailOnError(true);
    if (quick) {
      options.forks(1).warmupIterations(1).measurementIterations(1);
      options.warmupTime(TimeValue.milliseconds(100)).measurementTime(TimeValue.milliseconds(100));
    }
    new Runner(options.build()).run();
  }
}
