package io.counterstream.torture.run;

import java.io.PrintWriter;
import java.time.Duration;

/** Prints lines with the time since the start of the run. Thread-safe. */
final class Console {
  private final PrintWriter out;
  private final long startNanos = System.nanoTime();

  Console(PrintWriter out) {
    this.out = out;
  }

  /** Prints a line about a process or a client. */
  void say(String who, String what) {
    long millis = (System.nanoTime() - startNanos) / 1_000_000;
    line("%3d:%02d.%d  %-12s %s"
        .formatted(millis / 60_000, millis / 1000 % 60, millis / 100 % 10, who, what));
  }

  /** Prints text as it is. */
  synchronized void line(String text) {
    out.println(text);
    out.flush();
  }

  /** {@code 1.2 s}. */
  static String seconds(Duration time) {
    return "%.1f s".formatted(time.toMillis() / 1000.0);
  }
}
