package io.counterstream.benchmarks;

import java.util.Locale;

/** What a run was made with, for whoever quotes it. */
final class Machine {
  private Machine() {}

  static String text(Plan plan) {
    return String.format(
        Locale.ROOT,
        "%d cores, %s %s, JDK %s; contenders with -Xmx256m; %d repetitions of about %d s after"
            + " %d s of warm-up (%d s in later scenarios) and up to %d rehearsals, %d partitions,"
            + " seed %d%n",
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("os.name"),
        System.getProperty("os.arch"),
        System.getProperty("java.version"),
        plan.repetitions(),
        plan.drain().toSeconds(),
        plan.warmUp().toSeconds(),
        plan.warmUpAgain().toSeconds(),
        plan.warmUp().isZero() ? 0 : plan.rehearsalsMax(),
        plan.partitions(),
        plan.seed());
  }
}
